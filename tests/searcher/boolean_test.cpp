// Which documents match: against the naive search, over documents in many languages.
#include "indexer/analysis/utf8.h"
#include "searcher/query/parser.h"
#include "searcher/query/printer.h"
#include "searcher/query/word_pattern.h"
#include "searcher/search.h"
#include "tests/searcher/naive_search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <random>

namespace gazette::test {
namespace {

// Makes trees of words, phrases and values that stand in the documents.
class RandomTrees {
  public:
    RandomTrees(const std::vector<Document>& documents, unsigned seed)
        : documents_(documents), random_(seed) {}

    Node tree(int depth) {
        const unsigned choice = roll(depth == 0 ? 8 : 14);
        if (choice < 4) return text(false);
        if (choice < 5) return text(true);
        if (choice < 6) return near();
        if (choice < 7) return filter();
        if (choice < 8) return date();
        Node node;
        if (choice < 9) {
            node.kind = NodeKind::none_of;
            node.children.push_back(tree(depth - 1));
            return node;
        }
        node.kind = choice < 12 ? NodeKind::all_of : NodeKind::any_of;
        for (unsigned count = 2 + roll(2); count > 0; --count) {
            node.children.push_back(tree(depth - 1));
        }
        return node;
    }

  private:
    unsigned roll(std::size_t sides) { return static_cast<unsigned>(random_() % sides); }
    const Document& document() { return documents_[roll(documents_.size())]; }

    // Words of a document with wildcards for some of their letters.
    Node pattern(bool title_only) {
        Node node;
        node.kind = NodeKind::text;
        node.title_only = title_only;
        for (unsigned tries = 0; !node.patterns; ++tries) {
            const Document& from = document();
            const std::string& source = title_only || roll(4) == 0 ? from.title : from.text;
            std::vector<std::string> words;
            std::vector<bool> plain;
            std::uint32_t next = 0;
            for (const Token& token : analyzer_.analyze(source, language_of(from.lang).id)) {
                if (token.token_class == TokenClass::word && token.stemmed_by == LanguageId::und) {
                    next = token.position + 1;
                    words.push_back(token.term);
                } else if (token.token_class == TokenClass::surface) {
                    if (token.position + 1 == next) words.pop_back();
                    next = token.position + 1;
                    words.push_back(token.term);
                }
            }
            if (words.empty()) continue;
            node.exact = roll(2) == 0;
            const std::size_t first = roll(words.size());
            const std::size_t last = std::min(first + (node.exact ? roll(3) : 0), words.size() - 1);
            node.text.clear();
            for (std::size_t i = first; i <= last; ++i) {
                std::string word = words[i];
                if (i > first && i < last && roll(3) == 0)
                    word = "*";
                else if (roll(3) != 0)
                    word = with_wildcard(word, node.exact);
                node.text += (node.text.empty() ? "" : " ") + word;
            }
            node.patterns = node.text.find_first_of("*?") != std::string::npos;
        }
        return node;
    }

    std::string with_wildcard(const std::string& word, bool quoted) {
        const std::vector<char32_t> letters = code_points_of(word);
        if (letters.size() < 4) return word;
        const std::size_t kept = 3 + roll(letters.size() - 3);
        std::string part;
        const bool front = roll(3) == 0;
        for (std::size_t i = 0; i < kept; ++i) {
            append_code_point(part, letters[front ? letters.size() - kept + i : i]);
        }
        if (roll(4) == 0 && letters.size() > 4) {
            std::string made;
            const std::size_t hole = 1 + roll(letters.size() - 2);
            for (std::size_t i = 0; i < letters.size(); ++i) {
                if (i == hole)
                    made += quoted ? '*' : '?';
                else
                    append_code_point(made, letters[i]);
            }
            return made;
        }
        return front ? "*" + part : part + "*";
    }

    Node text(bool title_only) {
        if (roll(5) == 0) return pattern(title_only);
        Node node;
        node.kind = NodeKind::text;
        node.title_only = title_only;
        while (node.text.empty()) {
            const Document& from = document();
            const std::string& source = title_only || roll(4) == 0 ? from.title : from.text;
            std::vector<Token> tokens;
            for (const Token& token : analyzer_.analyze(source, language_of(from.lang).id)) {
                if (in_main_stream(token.token_class) && token.end > token.begin) {
                    tokens.push_back(token);
                }
            }
            if (tokens.empty()) continue;
            const std::size_t first = roll(tokens.size());
            node.exact = roll(2) == 0;
            const std::size_t more = node.exact ? roll(4) : 0;
            const std::size_t last = std::min(first + more, tokens.size() - 1);
            node.text = source.substr(tokens[first].begin, tokens[last].end - tokens[first].begin);
        }
        return node;
    }

    Node near() {
        Node node;
        node.kind = roll(2) == 0 ? NodeKind::near : NodeKind::together;
        if (node.kind == NodeKind::near) node.distance = 1 + roll(6);
        if (node.kind == NodeKind::near) node.ordered = roll(3) == 0;
        if (node.kind == NodeKind::together) node.unit = static_cast<TextUnit>(roll(kTextUnits));
        node.excluding = roll(4) == 0;
        node.children = {text(false), text(false)};
        return node;
    }

    Node filter() {
        Node node;
        node.kind = NodeKind::filter;
        const Document& from = document();
        switch (roll(4)) {
            case 0:
                node.field = Field::lang;
                node.value = from.lang;
                break;
            case 1:
                node.field = Field::kind;
                node.value = from.kind;
                break;
            case 2:
                node.field = Field::collection;
                node.value = from.collection;
                break;
            default:
                node.field = Field::id;
                node.value = from.id;
        }
        return node;
    }

    Node date() {
        Node node;
        node.kind = NodeKind::date;
        while (!node.from.known() && !node.to.known()) {
            if (roll(3) != 0) node.from = document().published;
            if (roll(3) != 0) node.to = document().published;
        }
        if (node.from.known() && node.to.known() && node.to.last < node.from.first) {
            std::swap(node.from, node.to);
        }
        return node;
    }

    const std::vector<Document>& documents_;
    std::mt19937 random_;
    Analyzer analyzer_;
};

class Boolean : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        dir_ = new TempDir();
        documents_ = new std::vector<Document>(own_documents());
        build_index(dir_->path(), *documents_, 5);
        searcher_ = new Searcher(dir_->path());
        naive_ = new NaiveSearch(*documents_);
    }
    static void TearDownTestSuite() {
        delete naive_;
        delete searcher_;
        delete documents_;
        delete dir_;
    }

    static TempDir* dir_;
    static std::vector<Document>* documents_;
    static Searcher* searcher_;
    static NaiveSearch* naive_;
};

TempDir* Boolean::dir_ = nullptr;
std::vector<Document>* Boolean::documents_ = nullptr;
Searcher* Boolean::searcher_ = nullptr;
NaiveSearch* Boolean::naive_ = nullptr;

TEST_F(Boolean, RandomTreesFindWhatTheNaiveSearchFinds) {
    RandomTrees trees(*documents_, 17);
    std::size_t with_hits = 0;
    for (int round = 0; round < 1500; ++round) {
        const Node tree = trees.tree(round % 4);
        const std::string query = print_query(tree);
        const auto parsed = parse_query(query);
        ASSERT_TRUE(std::holds_alternative<ParsedQuery>(parsed)) << query;
        const auto expected = naive_->matching_ids(std::get<ParsedQuery>(parsed).root);
        ASSERT_EQ(expected, sorted_ids(*searcher_, query)) << query;
        if (!expected.empty()) ++with_hits;
    }
    EXPECT_GT(with_hits, 500U);
}

// Enough documents of few words that phrases and NEAR are left to Xapian's matcher.
TEST(BooleanOfManyDocuments, RandomTreesFindWhatTheNaiveSearchFinds) {
    const auto documents = random_documents(500, 23);
    const TempDir dir;
    build_index(dir.path(), documents, 2);
    const Searcher searcher(dir.path());
    NaiveSearch naive(documents);
    RandomTrees trees(documents, 29);
    for (int round = 0; round < 400; ++round) {
        const std::string query = print_query(trees.tree(round % 3));
        const auto parsed = parse_query(query);
        ASSERT_TRUE(std::holds_alternative<ParsedQuery>(parsed)) << query;
        const auto expected = naive.matching_ids(std::get<ParsedQuery>(parsed).root);
        SearchRequest request;
        request.text = query;
        request.limit = request_limits::kMaxHits;
        std::vector<std::string> found;
        do {
            for (std::string& id : ids_of(search(searcher, request))) found.push_back(id);
            request.offset += request.limit;
        } while (request.offset < documents.size());
        std::sort(found.begin(), found.end());
        ASSERT_EQ(expected, found) << query;
    }
}

TEST_F(Boolean, NotOfWhatIsNeverThereIsEverything) {
    EXPECT_EQ(documents_->size(), search(*searcher_, "NOT zebra").total);
    EXPECT_EQ(documents_->size(), search(*searcher_, "NOT \"care duty of\"").total);
    EXPECT_EQ(0U, search(*searcher_, "NOT (bank OR NOT bank)").total);
}

TEST_F(Boolean, NotLeavesOutOnlyWhatReallyMatches) {
    // Both documents have the words; one has the phrase.
    const auto with = sorted_ids(*searcher_, "care duty \"duty of care\"");
    const auto without = sorted_ids(*searcher_, "care duty NOT \"duty of care\"");
    EXPECT_EQ(1U, with.size());
    EXPECT_EQ(1U, without.size());
    EXPECT_NE(with, without);
}

TEST_F(Boolean, FiltersOfTheRequestNarrowTheQuery) {
    struct Case {
        const char* name;
        void (*set)(SearchRequest&);
        const char* query;
    };
    const Case cases[] = {
        {"language", [](SearchRequest& r) { r.languages = {"zh"}; }, "lang:zh"},
        {"languages",
         [](SearchRequest& r) {
             r.languages = {"zh-Hant", "ja"};
         },
         "lang:zh-Hant OR lang:ja"},
        {"kind",
         [](SearchRequest& r) {
             r.kinds = {"law", "Case"};
         },
         "kind:law OR kind:case"},
        {"source",
         [](SearchRequest& r) { r.sources = {"wire service"}; },
         "source:\"wire service\""},
        {"collection", [](SearchRequest& r) { r.collections = {"papers"}; }, "collection:papers"},
        {"from", [](SearchRequest& r) { r.from = *parse_iso_date("2019"); }, "date:2019.."},
        {"to", [](SearchRequest& r) { r.to = *parse_iso_date("2018-11"); }, "date:..2018-11"},
        {"two",
         [](SearchRequest& r) {
             r.kinds = {"law"};
             r.collections = {"papers"};
         },
         "kind:law AND collection:papers"},
        {"unknown", [](SearchRequest& r) { r.kinds = {"recipe"}; }, "kind:recipe"},
    };
    for (const Case& row : cases) {
        SearchRequest request;
        request.limit = request_limits::kMaxHits;
        row.set(request);
        auto ids = ids_of(search(*searcher_, request));
        std::sort(ids.begin(), ids.end());
        EXPECT_EQ(sorted_ids(*searcher_, row.query), ids) << row.name;
    }
}

TEST_F(Boolean, AFilterKeepsTheTreeOfTheQueryTogether) {
    SearchRequest request;
    request.text = "bank OR harbour";
    request.languages = {"en"};
    for (const Hit& hit : search(*searcher_, request).hits) EXPECT_EQ("en", hit.lang);
    EXPECT_GT(search(*searcher_, request).total, 1U);
}

}  // namespace
}  // namespace gazette::test
