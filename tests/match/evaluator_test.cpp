#include "searcher/match/evaluator.h"

#include "indexer/format/fields.h"
#include "searcher/query/limits.h"
#include "tests/match/naive_evaluator.h"

#include <gtest/gtest.h>

#include <cctype>
#include <map>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

bool is_symbol(const std::string& word) {
    return word == "$" || word == "%";
}

// Words between blanks; "$" and "%" are symbols, an upper-case word is a form of its lower-case
// term, "|" stands between title and text, "." ends a sentence, ".." a paragraph, "..." a section.
PlainDocument document_of(const std::string& words) {
    PlainDocument document;
    std::istringstream stream(words);
    std::uint32_t position = 0;
    bool after_symbol = false;
    std::size_t ended = kTextUnits;  // units that end before the next word
    for (std::string word; stream >> word;) {
        if (word.find_first_not_of('.') == std::string::npos) {
            ended = std::max(ended, word.size());
            continue;
        }
        if (word == "|") {
            ended = kTextUnits;
            position += after_symbol ? 1 : 0;
            after_symbol = false;
            document.layout.title_tokens = position;
            position += kTitleGap;
            document.layout.body_begin = position;
            continue;
        }
        for (; ended > 0; --ended) {
            // Two symbols at one position are one place: the second begins nothing.
            std::uint32_t place = place_of(position, is_symbol(word));
            if (after_symbol && is_symbol(word)) ++place;
            auto& starts = document.places[unit_term(static_cast<TextUnit>(ended - 1))];
            if (starts.empty() || starts.back() < place) starts.push_back(place);
        }
        // "<" begins an annex with the next word, ">" ends one with the last.
        if (word == "<" || word == ">") {
            auto& edges = document.places[word == "<" ? segment_begin_term(SegmentKind::annex)
                                                      : segment_end_term(SegmentKind::annex)];
            edges.push_back(word == "<" ? place_of(position, false)
                                        : place_of(position - 1, false));
            continue;
        }
        std::string term = word;
        for (char& c : term) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        document.tokens.push_back({term, word, position, is_symbol(word)});
        after_symbol = is_symbol(word);
        if (!after_symbol) ++position;
    }
    document.layout.body_end = position + (after_symbol ? 1 : 0);
    return document;
}

// Builds queries the way they are thought: near(2, text("a b"), text("c")).
class QueryBuilder {
  public:
    CompiledNode text(const std::string& words, bool exact = false, bool title_only = false) {
        TextClause clause;
        clause.exact = exact;
        clause.title_only = title_only;
        std::istringstream stream(words);
        std::uint32_t offset = 0;
        for (std::string word; stream >> word;) {
            Slot slot;
            slot.offset = offset;
            slot.surfaces = {word};
            slot.exact = exact;
            slot.symbol = is_symbol(word);
            std::string term;
            for (const char c : word) {  // "x/y": either
                if (c == '/') {
                    slot.terms.push_back(term);
                    term.clear();
                } else {
                    term += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
                }
            }
            slot.terms.push_back(term);
            clause.slots.push_back(slot);
            if (!slot.symbol) ++offset;
        }
        CompiledNode node;
        node.kind = NodeKind::text;
        node.clause = static_cast<std::uint32_t>(query_.clauses.size());
        query_.clauses.push_back(std::move(clause));
        return node;
    }
    static CompiledNode of(NodeKind kind, std::vector<CompiledNode> children) {
        CompiledNode node;
        node.kind = kind;
        node.children = std::move(children);
        return node;
    }
    static CompiledNode near(std::uint32_t distance, CompiledNode a, CompiledNode b) {
        CompiledNode node = of(NodeKind::near, {std::move(a), std::move(b)});
        node.distance = distance;
        return node;
    }
    static CompiledNode changed(CompiledNode node, bool ordered, bool excluding) {
        node.ordered = ordered;
        node.excluding = excluding;
        return node;
    }
    static CompiledNode together(TextUnit unit, std::vector<CompiledNode> operands) {
        CompiledNode node = of(NodeKind::together, std::move(operands));
        node.unit = unit;
        return node;
    }
    static CompiledNode at_least(std::uint32_t count, CompiledNode texts) {
        CompiledNode node = of(NodeKind::at_least, {std::move(texts)});
        node.count = count;
        return node;
    }
    static CompiledNode in_annex(CompiledNode child) {
        CompiledNode node = of(NodeKind::within, {std::move(child)});
        node.segment = SegmentKind::annex;
        return node;
    }
    static CompiledNode filter(std::vector<std::string> terms) {
        CompiledNode node;
        node.kind = NodeKind::filter;
        node.filter_terms = std::move(terms);
        return node;
    }
    const CompiledQuery& with(CompiledNode root) {
        query_.root = std::move(root);
        return query_;
    }

  private:
    CompiledQuery query_;
};

std::string shown(const std::vector<Span>& spans) {
    std::string text;
    for (const Span& span : spans) {
        text += (text.empty() ? "" : " ") + std::to_string(span.clause) + ":" +
                std::to_string(span.first);
        if (span.last != span.first) text += "-" + std::to_string(span.last);
    }
    return text;
}

std::string spans_in(const std::string& words, const CompiledQuery& query) {
    const PlainDocument document = document_of(words);
    PlainDocumentView view(document);
    const std::vector<Span> spans = matching_spans(query, view, view);
    EXPECT_EQ(NaiveEvaluator(query, document).spans(), spans) << words;
    EXPECT_EQ(!spans.empty(), matches(query, view, view)) << words;
    return shown(spans);
}

TEST(Evaluator, FindsWordsAndPhrases) {
    struct Row {
        std::string document, phrase, spans;
    };
    const std::vector<Row> rows = {
        {"a b c", "b", "0:1"},
        {"a b c", "d", ""},
        {"", "a", ""},
        {"a b a b a", "a b a", "0:0-2 0:2-4"},  // occurrences may overlap
        {"a a a a", "a a", "0:0-1 0:1-2 0:2-3"},
        {"a b c a c b", "a c", "0:3-4"},
        {"b x", "b/c x/y", "0:0-1"},  // a slot with two terms
        {"c y b y", "b/c x/y", "0:0-1 0:2-3"},
        {"costs $ 5 million", "costs 5 million", "0:0-2"},
        {"costs $ 5 million", "costs $ 5", "0:0-1"},
        {"costs 5 million", "costs $ 5", ""},
        {"5 % of $ 5", "5 %", "0:0-1"},
        {"5 %", "5 %", "0:0-1"},
        {"a b | b c", "b", "0:1 0:1026"},
        {"a b | c d", "b c", ""},  // never across
    };
    for (const Row& row : rows) {
        QueryBuilder make;
        const CompiledQuery& query = make.with(make.text(row.phrase));
        EXPECT_EQ(row.spans, spans_in(row.document, query)) << row.document << " / " << row.phrase;
    }
}

TEST(Evaluator, LooksOnlyAtTheTitleForTitleClauses) {
    QueryBuilder make;
    const CompiledQuery& query = make.with(make.text("b c", false, true));
    EXPECT_EQ("0:1-2", spans_in("a b c | b c", query));
    EXPECT_EQ("", spans_in("a b | b c", query));
    EXPECT_EQ("", spans_in("a b | c", query));
}

TEST(Evaluator, CountsTheDistanceBetweenTheNearestEnds) {
    struct Row {
        std::string document, a, b;
        std::uint32_t distance;
        std::string spans;
    };
    const std::vector<Row> rows = {
        {"a b", "a", "b", 1, "0:0 1:1"},
        {"b a", "a", "b", 1, "1:0 0:1"},
        {"a x b", "a", "b", 1, ""},
        {"a x b", "a", "b", 2, "0:0 1:2"},
        {"duty of care is owed", "duty of care", "owed", 2, "0:0-2 1:4"},
        {"duty of care is owed", "duty of care", "owed", 1, ""},
        {"a", "a", "a", 5, ""},  // twice the word, or it is not near itself
        {"a x a", "a", "a", 2, "0:0 1:0 0:2 1:2"},
        {"a b a", "a b", "b a", 5, ""},  // they share the b
        {"a b b a", "a b", "b a", 1, "0:0-1 1:2-3"},
        {"a x x a b", "a", "b", 1, "0:3 1:4"},  // only what has a partner
        {"$ 5 million", "$", "5", 1, "0:0 1:0"},
        {"$ 5 million", "5", "$", 1, "0:0 1:0"},
        {"$ 5 million", "$ 5", "million", 1, "0:0 1:1"},
        {"5 % of", "5 %", "of", 1, "0:0-1 1:1"},
        {"5 % of", "5", "of", 1, "0:0 1:1"},
        {"a | b", "a", "b", 255, ""},
    };
    for (const Row& row : rows) {
        QueryBuilder make;
        CompiledNode a = make.text(row.a);
        CompiledNode b = make.text(row.b);
        const CompiledQuery& query = make.with(make.near(row.distance, a, b));
        EXPECT_EQ(row.spans, spans_in(row.document, query))
            << row.document << " / " << row.a << " NEAR/" << row.distance << " " << row.b;
    }
}

TEST(Evaluator, TriesEveryPairOfANearInsideANear) {
    QueryBuilder make;
    CompiledNode a = make.text("a");
    CompiledNode inner = make.near(3, a, make.text("b"));
    const CompiledQuery& query = make.with(make.near(1, inner, make.text("c")));
    EXPECT_EQ("0:0 1:1 2:2", spans_in("a b c", query));
    EXPECT_EQ("0:0 1:3 2:4", spans_in("a b x b c", query));  // the first b is in between
    EXPECT_EQ("2:0 0:1 1:3 1:4", spans_in("c a x b b", query));
    EXPECT_EQ("", spans_in("a b x c", query));
    EXPECT_EQ("", spans_in("a c b", query));  // c lies inside of a..b
}

TEST(Evaluator, KnowsOrderAndExclusion) {
    struct Row {
        std::string document, a, b;
        bool ordered, excluding;
        std::string spans;
    };
    const std::vector<Row> rows = {
        {"a b", "a", "b", true, false, "0:0 1:1"},
        {"b a", "a", "b", true, false, ""},
        {"b a x b", "a", "b", true, false, "0:1 1:3"},
        {"a x x b", "a", "b", true, false, ""},
        {"a x x b a b", "a", "b", false, true, "0:0"},
        {"a b", "a", "b", false, true, ""},
        {"b a", "a", "b", false, true, ""},
        {"b a", "a", "b", true, true, "0:1"},  // no b behind it
        {"a x a", "a", "a", false, true, ""},
        {"a x x a", "a", "a", false, true, "0:0 0:3"},
        {"a b x b", "a b", "b", false, true, ""},
        {"a b x x b", "a b", "b", false, true, "0:0-1"},  // its own b does not count
    };
    for (const Row& row : rows) {
        QueryBuilder make;
        CompiledNode a = make.text(row.a);
        CompiledNode near = make.near(2, a, make.text(row.b));
        const CompiledQuery& query = make.with(make.changed(near, row.ordered, row.excluding));
        EXPECT_EQ(row.spans, spans_in(row.document, query))
            << row.document << " / " << row.a << " 2 " << row.b;
    }
}

TEST(Evaluator, KnowsSentencesParagraphsAndSections) {
    struct Row {
        std::string document, a, b;
        TextUnit unit;
        bool excluding;
        std::string spans;
    };
    constexpr TextUnit kSentence = TextUnit::sentence;
    constexpr TextUnit kParagraph = TextUnit::paragraph;
    constexpr TextUnit kSection = TextUnit::section;
    const std::vector<Row> rows = {
        {"a x b", "a", "b", kSentence, false, "0:0 1:2"},
        {"b . a x b", "a", "b", kSentence, false, "0:1 1:3"},  // only of the sentence with both
        {"a . b", "a", "b", kSentence, false, ""},
        {"a . b", "a", "b", kParagraph, false, "0:0 1:1"},
        {"a .. b", "a", "b", kParagraph, false, ""},
        {"a .. b", "a", "b", kSection, false, "0:0 1:1"},
        {"a ... b", "a", "b", kSection, false, ""},
        {"a | b", "a", "b", kSection, false, ""},
        {"a b | c", "a", "b", kSentence, false, "0:0 1:1"},
        {"a c . b", "a", "c b", kParagraph, false, "0:0 1:1-2"},
        {"a c . b", "a", "c b", kSentence, false, ""},  // the phrase lies in no sentence
        {"a", "a", "a", kSentence, false, ""},          // twice the word
        {"a x a", "a", "a", kSentence, false, "0:0 1:0 0:2 1:2"},
        {"a b", "a b", "b", kSentence, false, ""},
        {"a b b", "a b", "b", kSentence, false, "0:0-1 1:2"},
        {"5 % . b", "5 %", "b", kSentence, false, ""},
        {"b 5 % . c", "5 %", "b", kSentence, false, "1:0 0:1-2"},
        {"a . a b", "a", "b", kSentence, true, "0:0"},
        {"a b", "a", "b", kSentence, true, ""},
        {"a . b", "a", "b", kParagraph, true, ""},
        {"a .. b", "a", "b", kParagraph, true, "0:0"},
        {"a . a a", "a", "a", kSentence, true, "0:0"},
        {"b", "a", "b", kSentence, true, ""},
    };
    for (const Row& row : rows) {
        QueryBuilder make;
        CompiledNode a = make.text(row.a);
        CompiledNode both = make.together(row.unit, {a, make.text(row.b)});
        const CompiledQuery& query = make.with(make.changed(both, false, row.excluding));
        EXPECT_EQ(row.spans, spans_in(row.document, query))
            << row.document << " / " << row.a << " " << name_of(row.unit) << " " << row.b;
    }
}

TEST(Evaluator, LooksForAllOfAQueryInOneSegment) {
    QueryBuilder make;
    CompiledNode a = make.text("a");
    CompiledNode both = make.of(NodeKind::all_of, {a, make.text("b")});
    const CompiledQuery& query = make.with(make.in_annex(both));
    EXPECT_EQ("0:3 1:4", spans_in("a b x < a b > a", query));
    EXPECT_EQ("", spans_in("a b < a > < b >", query));
    EXPECT_EQ("", spans_in("a b", query));
    QueryBuilder phrase;
    const CompiledQuery& words = phrase.with(phrase.in_annex(phrase.text("a b")));
    EXPECT_EQ("0:3-4", spans_in("a b a < a b > b", words));
    EXPECT_EQ("", spans_in("a < b a > b", words));  // in part only
}

TEST(Evaluator, LooksForAllOfAQueryInOneUnit) {
    QueryBuilder make;
    CompiledNode a = make.text("a");
    CompiledNode without =
        make.of(NodeKind::all_of, {a, make.of(NodeKind::none_of, {make.text("b")})});
    const CompiledQuery& query =
        make.with(make.together(TextUnit::sentence, {without, make.text("c")}));
    EXPECT_EQ("0:3 2:4", spans_in("a b c . a c", query));
    EXPECT_EQ("", spans_in("a b c . a . c", query));

    QueryBuilder inner;
    CompiledNode pair = inner.together(TextUnit::sentence, {inner.text("a"), inner.text("b")});
    const CompiledQuery& nested =
        inner.with(inner.together(TextUnit::paragraph, {pair, inner.text("c")}));
    EXPECT_EQ("0:2 1:3 2:4", spans_in("a b .. a b . c", nested));
    EXPECT_EQ("", spans_in("a . b . c", nested));
}

TEST(Evaluator, GivesTheSpansOfWhatTakesPart) {
    QueryBuilder make;
    CompiledNode both = make.of(NodeKind::all_of, {make.text("a"), make.text("b")});
    CompiledNode none = make.of(NodeKind::none_of, {make.text("d")});
    CompiledNode left = make.of(NodeKind::any_of, {both, make.text("c")});
    const CompiledQuery& query = make.with(make.of(NodeKind::all_of, {left, none}));
    EXPECT_EQ("0:0 1:1 3:2", spans_in("a b c", query));
    EXPECT_EQ("3:1", spans_in("a c", query));  // a alone does not satisfy its AND
    EXPECT_EQ("", spans_in("a b c d", query));
    EXPECT_EQ("", spans_in("a", query));
}

TEST(Evaluator, MatchesWithoutWordsAndGivesNoSpans) {
    PlainDocument document = document_of("a b");
    document.filters = {"Len", "Y2019"};
    PlainDocumentView view(document);
    const auto check = [&](const CompiledNode& root) {
        CompiledQuery query;
        query.root = root;
        EXPECT_TRUE(matching_spans(query, view, view).empty());
        return matches(query, view, view);
    };
    EXPECT_TRUE(check(CompiledNode{}));
    EXPECT_TRUE(check(QueryBuilder::filter({"Lde", "Len"})));
    EXPECT_FALSE(check(QueryBuilder::filter({"Lde"})));
    EXPECT_FALSE(check(QueryBuilder::filter({})));
    EXPECT_TRUE(check(QueryBuilder::of(NodeKind::none_of, {QueryBuilder::filter({"Lde"})})));
}

TEST(Evaluator, AsksForExactnessOnlyOfWhatMatchesByPosition) {
    QueryBuilder make;
    CompiledNode duty = make.text("Duty", true);
    const CompiledQuery& query = make.with(make.near(1, duty, make.text("care")));
    EXPECT_EQ("0:3 1:4", spans_in("duty care x Duty care", query));
    EXPECT_EQ("", spans_in("duty care", query));

    const PlainDocument document = document_of("Duty x x Duty care duty x x Duty Duty");
    PlainDocumentView view(document);
    EXPECT_EQ("0:3 1:4", shown(matching_spans(query, view, view)));
    EXPECT_EQ(2u, view.exactness_asked);  // of Duty and duty beside care
}

TEST(Evaluator, StopsAtTheFirstExactSpan) {
    QueryBuilder make;
    const CompiledQuery& query = make.with(make.text("A", true));
    const PlainDocument document = document_of("a A A A A");
    PlainDocumentView view(document);
    EXPECT_TRUE(matches(query, view, view));
    EXPECT_EQ(2u, view.exactness_asked);
}

TEST(Evaluator, ReadsEachListOnce) {
    QueryBuilder make;
    CompiledNode first = make.text("a b a");
    const CompiledQuery& query =
        make.with(make.of(NodeKind::all_of, {first, make.near(9, make.text("a"), make.text("b"))}));
    const PlainDocument document = document_of("a b a b");
    PlainDocumentView view(document);
    EXPECT_TRUE(matches(query, view, view));
    EXPECT_EQ(2u, view.lists_read);
}

TEST(Evaluator, RefusesTreesThatAreNotQueries) {
    const auto refused = [](const CompiledQuery& query) {
        EXPECT_THROW(Evaluator{query}, std::invalid_argument);
    };
    QueryBuilder make;
    refused(make.with(make.near(1, make.text("a"), make.filter({"Len"}))));
    refused(make.with(make.near(1, make.text("a"), make.of(NodeKind::all_of, {make.text("b")}))));
    refused(make.with(make.of(NodeKind::near, {make.text("a")})));
    refused(make.with(make.near(256, make.text("a"), make.text("b"))));
    CompiledNode nest = make.text("a");
    for (std::size_t depth = 0; depth < query_limits::kMaxNearDepth; ++depth)
        nest = make.near(9, nest, make.text("b"));
    EXPECT_NO_THROW(Evaluator{make.with(nest)});
    refused(make.with(make.near(9, nest, make.text("b"))));
    refused(make.with(make.together(TextUnit::sentence, {make.text("a")})));
    refused(make.with(
        make.changed(make.together(TextUnit::sentence,
                                   {make.text("a"), make.of(NodeKind::all_of, {make.text("b")})}),
                     true,
                     false)));
    refused(make.with(
        make.together(TextUnit::sentence,
                      std::vector<CompiledNode>(query_limits::kMaxTogether + 1, make.text("a")))));
    refused(make.with(make.changed(
        make.together(TextUnit::sentence, std::vector<CompiledNode>(3, make.text("a"))),
        false,
        true)));
    CompiledQuery nothing;
    nothing.root.kind = NodeKind::text;
    refused(nothing);
}

// Random documents and queries, small enough for the naive evaluator.
class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}

    std::uint32_t below(std::uint32_t limit) {
        return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(engine_);
    }

    std::string word() {
        static const std::vector<std::string> kWords = {"a", "b", "c", "A", "$", "%", "a", "b"};
        return kWords[below(static_cast<std::uint32_t>(kWords.size()))];
    }
    std::string words(std::uint32_t most) {
        std::string text;
        for (std::uint32_t n = below(most + 1); n > 0; --n) {
            if (below(4) == 0) text += std::string(1 + below(3), '.') + " ";
            text += word() + " ";
        }
        return text;
    }
    PlainDocument document() {
        const std::string annex = below(2) == 0 ? "< x " + words(3) + " x > " : "";
        PlainDocument made =
            document_of(words(3) + " | " + words(4) + annex + words(3) + annex + words(2));
        for (const char* filter : {"F", "G"}) {
            if (below(2) == 0) made.filters.insert(filter);
        }
        return made;
    }

    CompiledNode text(QueryBuilder& make) {
        std::string words = word();
        for (std::uint32_t n = below(3); n > 0; --n) {
            const std::string next = word();
            // All that may stand in a slot is of one class.
            const bool either =
                below(8) == 0 && !is_symbol(next) && !is_symbol(words.substr(words.size() - 1));
            words += (either ? "/" : " ") + next;
        }
        const bool exact = below(4) == 0 && words.find('/') == std::string::npos;
        return make.text(words, exact, below(8) == 0);
    }
    CompiledNode texts(QueryBuilder& make, std::uint32_t depth) {
        if (depth == 0 || below(2) == 0) return text(make);
        CompiledNode left = texts(make, depth - 1);
        return make.of(NodeKind::any_of, {left, texts(make, depth - 1)});
    }
    CompiledNode operand(QueryBuilder& make, std::uint32_t depth) {
        const std::uint32_t pick = below(depth == 0 ? 1 : 5);
        if (pick <= 1) return text(make);
        if (pick == 2) {
            CompiledNode left = operand(make, depth - 1);
            return make.of(NodeKind::any_of, {left, operand(make, depth - 1)});
        }
        return near(make, depth - 1);
    }
    CompiledNode near(QueryBuilder& make, std::uint32_t depth) {
        CompiledNode left = operand(make, depth);
        return make.changed(
            make.near(1 + below(4), left, operand(make, depth)), below(3) == 0, below(4) == 0);
    }
    CompiledNode together(QueryBuilder& make, std::uint32_t depth) {
        std::vector<CompiledNode> operands;
        const bool excluding = below(4) == 0;
        const bool ordered = below(3) == 0;
        for (std::uint32_t n = excluding ? 2 : 2 + below(2); n > 0; --n) {
            const bool plain = ordered || below(2) == 0;
            operands.push_back(!plain ? node(make, depth) : ordered ? texts(make, 1) : text(make));
        }
        const auto unit = static_cast<TextUnit>(below(kTextUnits));
        return make.changed(make.together(unit, std::move(operands)), ordered, excluding);
    }
    CompiledNode node(QueryBuilder& make, std::uint32_t depth) {
        const std::uint32_t pick = below(depth == 0 ? 3 : 15);
        if (pick == 13) return make.in_annex(node(make, depth - 1));
        if (pick == 14) return make.at_least(1 + below(3), texts(make, 2));
        if (pick > 9) return together(make, depth - 1);
        if (pick == 0) return make.filter({below(2) == 0 ? "F" : "G"});
        if (pick <= 2) return text(make);
        if (pick <= 5) return near(make, depth - 1);
        CompiledNode left = node(make, depth - 1);
        if (pick == 6) return make.of(NodeKind::none_of, {left});
        const NodeKind kind = pick <= 8 ? NodeKind::all_of : NodeKind::any_of;
        return make.of(kind, {left, node(make, depth - 1)});
    }

  private:
    std::mt19937 engine_;
};

std::string shown(const CompiledQuery& query, const CompiledNode& node) {
    std::string text = std::to_string(static_cast<int>(node.kind));
    if (node.kind == NodeKind::text) {
        const TextClause& clause = query.clauses[node.clause];
        text = clause.exact ? "exact" : "text";
        if (clause.title_only) text += " in title";
        for (const Slot& slot : clause.slots) {
            text += " " + std::to_string(slot.offset) + ":" + slot.surfaces.front();
        }
    }
    if (node.kind == NodeKind::at_least) text = "atleast" + std::to_string(node.count);
    if (node.kind == NodeKind::near) text = "near" + std::to_string(node.distance);
    if (node.kind == NodeKind::together) text = name_of(node.unit);
    if (node.ordered) text = "ordered " + text;
    if (node.excluding) text = "excluding " + text;
    for (const CompiledNode& child : node.children) text += " (" + shown(query, child) + ")";
    return text;
}

std::string shown(const PlainDocument& document) {
    std::string text;
    for (const PlainToken& token : document.tokens) {
        text += std::to_string(token.position) + ":" + token.surface + " ";
    }
    for (const auto& [term, places] : document.places) {
        text += "\n" + term;
        for (const std::uint32_t place : places) text += " " + std::to_string(place);
    }
    return text;
}

TEST(Evaluator, AgreesWithTheNaiveOneOnRandomQueries) {
    constexpr int kQueries = 12600;
    constexpr int kDocumentsPerQuery = 8;
    int matched = 0;
    for (unsigned seed = 0; seed < kQueries; ++seed) {
        Random random(seed);
        QueryBuilder make;
        const CompiledQuery& query = make.with(random.node(make, 3));
        Evaluator evaluator(query);
        for (int i = 0; i < kDocumentsPerQuery; ++i) {
            const PlainDocument document = random.document();
            PlainDocumentView view(document);
            const NaiveEvaluator naive(query, document);
            ASSERT_EQ(naive.matches(), evaluator.matches(view, view))
                << "seed " << seed << " " << shown(query, query.root) << "\n"
                << shown(document);
            ASSERT_EQ(naive.spans(), evaluator.matching_spans(view, view))
                << "seed " << seed << " " << shown(query, query.root) << "\n"
                << shown(document);
            matched += naive.matches() ? 1 : 0;
        }
    }
    // The samples must have both outcomes, often.
    EXPECT_GT(matched, kQueries);
    EXPECT_LT(matched, kQueries * (kDocumentsPerQuery - 1));
}

// Occurrences far apart and in clusters, so that blocks are skipped, and cut through clusters.
TEST(Evaluator, AgreesWithTheNaiveOneInLongDocuments) {
    for (unsigned seed = 0; seed < 150; ++seed) {
        Random random(seed);
        PlainDocument document;
        std::uint32_t position = 0;
        for (int cluster = 0; cluster < 6; ++cluster) {
            position += random.below(3) == 0 ? random.below(5000) : random.below(40);
            for (std::uint32_t n = random.below(8); n > 0; --n) {
                const std::string term(1, static_cast<char>('a' + random.below(3)));
                document.tokens.push_back({term, term, position, false});
                position += 1 + random.below(30);
            }
        }
        document.layout.body_end = position;
        QueryBuilder make;
        CompiledNode near = make.near(1 + random.below(60), make.text("a"), make.text("b"));
        if (random.below(2) == 0) near = make.near(1 + random.below(60), near, make.text("c"));
        if (random.below(4) == 0) near = make.near(1 + random.below(60), make.text("b"), near);
        near = make.changed(near, random.below(3) == 0, random.below(3) == 0);
        if (random.below(3) == 0) near = make.near(1 + random.below(60), near, make.text("a"));
        const CompiledQuery& query = make.with(near);
        PlainDocumentView view(document);
        EXPECT_EQ(NaiveEvaluator(query, document).spans(), matching_spans(query, view, view))
            << "seed " << seed;
    }
}

}  // namespace
}  // namespace gazette::test
