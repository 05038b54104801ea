// Whatever tree is printed, and whatever text is read: printed and read again it is the same.
#include "searcher/query/printer.h"

#include "searcher/query/field_values.h"
#include "searcher/query/parser.h"
#include "searcher/query/plain_words.h"
#include "tests/query/same_tree.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <variant>
#include <vector>

namespace gazette {
namespace {

class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t end) { return engine_() % end; }
    bool once_in(std::size_t n) { return below(n) == 0; }
    template <typename T>
    const T& of(const std::vector<T>& choices) {
        return choices[below(choices.size())];
    }

  private:
    std::mt19937 engine_;
};

const std::vector<std::string> kRuns = {"bank",
                                        "COVID-19",
                                        "l'homme",
                                        "香港特别行政区",
                                        "ארה\"ב",
                                        "6(1)(f)",
                                        "公司條例（第622章）",
                                        "12:30",
                                        "and",
                                        "Größe",
                                        "قانون",
                                        "กฎหมาย",
                                        "§12",
                                        "http://a.b/c?d=*&&e",
                                        "ECLI:a",
                                        "-",
                                        "!!!",
                                        "C++",
                                        "near",
                                        "a.b@c",
                                        "標題：香港"};

const std::vector<std::string> kQuotedPieces = {
    "bank", " ", "AND",  "\"",     "«", "»", "「", "」", "“", "”",  "ג\"ץ", ":",
    "(",    ")", "香港", "title:", "-", "ß", "‹",  "'",  "!", "OR", "『",   "』"};

Node text_node(Random& random) {
    Node node;
    node.kind = NodeKind::text;
    node.title_only = random.once_in(4);
    if (random.once_in(5)) {
        static const std::vector<std::string> kPatterns = {
            "regul*", "*wechsel", "organi?ation", "a＊b", "6(1)*"};
        node.text = random.of(kPatterns);
        node.patterns = true;
        return node;
    }
    if (random.once_in(5)) node.dial = static_cast<Dial>(random.below(4));
    node.similar = node.dial == Dial::none && random.once_in(6);
    if (node.similar) {
        static const std::vector<std::string> kWords = {"bank", "not", "AND", "Größe"};
        node.text = random.of(kWords);
        return node;
    }
    node.text = random.of(kRuns);
    if (!random.once_in(3)) return node;
    // What the parser can read in some pair of marks.
    std::string inside;
    for (std::size_t i = random.below(6); i < 7; ++i) inside += random.of(kQuotedPieces);
    for (const char* marks : {"\"\"", "«»"}) {
        const bool ascii = marks[0] == '"';
        const std::string typed = (ascii ? "\"" : "«") + inside + (ascii ? "\"" : "»");
        const auto parsed = parse_query(typed);
        const auto* query = std::get_if<ParsedQuery>(&parsed);
        if (!query || query->root.kind != NodeKind::text || !query->root.exact) continue;
        node.exact = true;
        node.text = query->root.text;
        break;
    }
    return node;
}

Node filter_node(Random& random) {
    Node node;
    if (random.once_in(2)) {
        static const std::vector<std::string> kRanges = {
            "2019", "2019-05", "2019-05-07", "2019..2021-06", "..2020", "2019-05-31.."};
        const auto range = parse_date_range(random.of(kRanges));
        node.kind = NodeKind::date;
        node.from = range->from;
        node.to = range->to;
        return node;
    }
    static const std::vector<std::string> kValues = {
        "hk", "a b", "星島", "x\"y", "http://a/b?c=(d)", "«a»", "-", "AND", "a:b", "(", "zh-Hant"};
    static const std::vector<Field> kFilterFields = {
        Field::id, Field::kind, Field::source, Field::collection};
    node.kind = NodeKind::filter;
    node.field = random.of(kFilterFields);
    node.value = random.of(kValues);
    return node;
}

// What read_plain_words() makes of any text.
Node any_words_node(Random& random) {
    std::string text = "a";
    for (std::size_t i = random.below(6); i < 7; ++i) text += random.of(kQuotedPieces);
    return std::get<ParsedQuery>(read_plain_words(text)).root;
}

Node near_operand(Random& random, int depth) {
    if (depth == 0 || !random.once_in(3)) return text_node(random);
    Node node;
    if (random.once_in(2)) {
        node.kind = NodeKind::near;
        node.distance = static_cast<std::uint32_t>(1 + random.below(255));
        node.ordered = random.once_in(3);
        node.excluding = random.once_in(3);
        node.children = {near_operand(random, depth - 1), near_operand(random, depth - 1)};
        return node;
    }
    node.kind = NodeKind::any_of;
    for (std::size_t i = random.below(2); i < 3; ++i) {
        node.children.push_back(near_operand(random, depth - 1));
    }
    return node;
}

Node any_node(Random& random, int depth, bool in_unit = false) {
    const std::size_t choice = random.below(depth == 0 ? 3 : 10);
    if (choice < 2 || (choice == 2 && in_unit)) return text_node(random);
    if (choice == 2) return filter_node(random);
    if (random.once_in(8)) return any_words_node(random);
    Node node;
    if (choice == 9) {
        node.kind = NodeKind::at_least;
        node.count = static_cast<std::uint32_t>(1 + random.below(255));
        node.children = {text_node(random)};
        return node;
    }
    if (choice == 8) {
        node.kind = NodeKind::together;
        node.unit = static_cast<TextUnit>(random.below(kTextUnits));
        node.excluding = random.once_in(4);
        const std::size_t operands = node.excluding ? 2 : 2 + random.below(3);
        for (std::size_t i = 0; i < operands; ++i) {
            node.children.push_back(any_node(random, depth - 1, true));
        }
        return node;
    }
    if (choice == 3) {
        node.kind = NodeKind::near;
        node.distance = static_cast<std::uint32_t>(1 + random.below(255));
        node.ordered = random.once_in(3);
        node.excluding = random.once_in(3);
        node.children = {near_operand(random, 2), near_operand(random, 2)};
        return node;
    }
    node.kind = choice == 4 ? NodeKind::none_of : choice < 7 ? NodeKind::all_of : NodeKind::any_of;
    const std::size_t children = node.kind == NodeKind::none_of ? 1 : 2 + random.below(3);
    for (std::size_t i = 0; i < children; ++i) {
        node.children.push_back(any_node(random, depth - 1, in_unit));
    }
    return node;
}

TEST(QueryPrinter, PrintsRandomTreesSoThatTheyAreReadAsTheyWere) {
    Random random(1);
    for (int round = 0; round < 5000; ++round) {
        const Node tree = any_node(random, static_cast<int>(random.below(5)));
        const std::string text = print_query(tree);
        if (text.size() > 8192) continue;
        const auto parsed = parse_query(text);
        const auto* error = std::get_if<QueryError>(&parsed);
        ASSERT_EQ(error, nullptr) << text << "\n" << error->code << ": " << error->message;
        const auto& query = std::get<ParsedQuery>(parsed);
        ASSERT_TRUE(test::same_tree(query.root, tree)) << text << "\n" << query.canonical;
        ASSERT_EQ(query.canonical, text);
    }
}

// Reads `text`, and what comes of it must hold whatever the text is. True where it is a query.
bool check_reading(const std::string& text) {
    const auto parsed = parse_query(text);
    if (const auto* error = std::get_if<QueryError>(&parsed)) {
        EXPECT_LE(error->place.begin, error->place.end) << text;
        EXPECT_LE(error->place.end, text.size()) << text;
        EXPECT_FALSE(error->code.empty() || error->message.empty()) << text;
        return false;
    }
    const auto& query = std::get<ParsedQuery>(parsed);
    const auto again = parse_query(query.canonical);
    const auto* error = std::get_if<QueryError>(&again);
    EXPECT_EQ(error, nullptr) << text << "\n" << query.canonical << "\n" << error->message;
    if (error) return false;
    const auto& reread = std::get<ParsedQuery>(again);
    EXPECT_TRUE(test::same_tree(query.root, reread.root)) << text << "\n" << query.canonical;
    EXPECT_EQ(query.canonical, reread.canonical) << text;
    for (const Notice& notice : reread.notices) {
        EXPECT_NE(notice.code, "mixed_and_or") << query.canonical;
        EXPECT_NE(notice.code, "near_beside_words") << query.canonical;
    }
    return true;
}

TEST(QueryParser, ReadsWhatItPrintsOfRandomTexts) {
    static const std::vector<std::string> kPieces = {
        "a",       "bank",   " ",       " ",     " ",         " ",      "AND",    "OR",
        "NOT",     "NEAR/5", "(",       ")",     "\"",        "“",      "”",      "«",
        "»",       "「",     "」",      "-",     "+",         "!",      "title:", "id:",
        ":",       "lang:",  "date:",   "2019",  "..",        ">=",     "foo:",   "&&",
        "||",      "&",      "|",       "（",    "）",        "：",     "　",     "香港",
        "ג\"ץ",    "—",      "'",       "*",     "~",         "?",      "w/",     "http://",
        "．",      "\u200E", "/",       "5",     "de",        "and",    "…",      "any(\"",
        "any(",    "w/5",    "pre/3",   "/s",    "/p",        "not",    "NOT /s", "+5",
        "BUT",     "case:",  "script:", "stem:", "atleast3(", "regul*", "wom?n",  "bank~",
        "title:(", "//"};
    Random random(2);
    int read = 0;
    for (int round = 0; round < 60000; ++round) {
        std::string text;
        for (std::size_t i = random.below(12); i < 13; ++i) text += random.of(kPieces);
        if (check_reading(text)) ++read;
        if (::testing::Test::HasFailure()) return;
    }
    EXPECT_GT(read, 5000);
}

TEST(QueryParser, ReadsPlainWordsAsTheyArePrinted) {
    Random random(4);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t i = random.below(8); i < 9; ++i) text += random.of(kQuotedPieces);
        const auto read = read_plain_words(text);
        const auto& words = std::get<ParsedQuery>(read);
        const auto again = parse_query(words.canonical);
        const auto* error = std::get_if<QueryError>(&again);
        ASSERT_EQ(error, nullptr) << text << "\n" << words.canonical << "\n" << error->message;
        ASSERT_TRUE(test::same_tree(std::get<ParsedQuery>(again).root, words.root))
            << text << "\n"
            << words.canonical;
    }
}

TEST(QueryParser, SurvivesRandomBytes) {
    Random random(3);
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t i = random.below(40); i < 40; ++i) {
            text +=
                static_cast<char>(random.once_in(3) ? random.below(256) : 32 + random.below(95));
        }
        check_reading(text);
        if (::testing::Test::HasFailure()) return;
    }
}

}  // namespace
}  // namespace gazette
