// Wildcards and spellings over a real index: what is marked, and what is explained.
#include "indexer/analysis/analyzer.h"
#include "searcher/query/word_pattern.h"
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

class Patterns : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        dir_ = new TempDir();
        documents_ = new std::vector<Document>(own_documents());
        build_index(dir_->path(), *documents_, 5);
        searcher_ = new Searcher(dir_->path());
    }
    static void TearDownTestSuite() {
        delete searcher_;
        delete documents_;
        delete dir_;
    }

    static TempDir* dir_;
    static std::vector<Document>* documents_;
    static Searcher* searcher_;
};

TempDir* Patterns::dir_ = nullptr;
std::vector<Document>* Patterns::documents_ = nullptr;
Searcher* Patterns::searcher_ = nullptr;

using Bytes = std::pair<std::uint32_t, std::uint32_t>;

// The words of a text that are written as the pattern says.
std::set<Bytes> satisfying(Analyzer& analyzer,
                           const Document& document,
                           const WordPattern& pattern) {
    std::map<std::uint32_t, std::pair<Bytes, std::string>> words;
    for (const Token& token : analyzer.analyze(document.text, language_of(document.lang).id)) {
        if (token.token_class == TokenClass::word || token.token_class == TokenClass::number) {
            words[token.position] = {{token.begin, token.end}, token.term};
        } else if (token.token_class == TokenClass::surface) {
            words[token.position].second = token.term;
        }
    }
    std::set<Bytes> found;
    for (const auto& [position, word] : words) {
        if (pattern.matches(word.second)) found.insert(word.first);
    }
    return found;
}

TEST_F(Patterns, EverySatisfyingWordIsMarkedAndNoOther) {
    const struct {
        const char* query;
        std::string pattern;
    } rows[] = {
        {"bank*", "bank\xFF"},
        {"*ing", "\xFFing"},
        {"du?y", "du\xFEy"},
        {"hau?*", "hau\xFE\xFF"},
        {"häus*", "häus\xFF"},
        {"bien*", "bien\xFF"},
        {"*ların*", "\xFFlarin\xFF"},
        {"públi*", "públi\xFF"},
        {"100*", "100\xFF"},
    };
    Analyzer analyzer;
    for (const auto& row : rows) {
        const auto pattern = WordPattern::with_wildcards(row.pattern);
        SearchRequest request;
        request.text = row.query;
        request.limit = request_limits::kMaxHits;
        request.spans = true;
        std::map<std::string, std::set<Bytes>> marked;
        for (const Hit& hit : search(*searcher_, request).hits) {
            for (const TextSpan& span : hit.spans.value().text) {
                marked[hit.id].insert({span.range.begin.byte, span.range.end.byte});
            }
        }
        std::size_t documents = 0;
        for (const Document& document : *documents_) {
            const auto expected = satisfying(analyzer, document, pattern);
            EXPECT_EQ(marked[document.id], expected) << row.query << " in " << document.text;
            documents += expected.empty() ? 0 : 1;
        }
        EXPECT_GT(documents, 0U) << row.query;
    }
}

TEST_F(Patterns, SimilarSpellingsAreFoundInEveryLanguage) {
    EXPECT_EQ(sorted_ids(*searcher_, "harbor~"), sorted_ids(*searcher_, "\"harbour\""));
    EXPECT_EQ(sorted_ids(*searcher_, "\"harbour\"").size(), 1U);
    EXPECT_TRUE(sorted_ids(*searcher_, "harbxyz~").empty());
}

TEST_F(Patterns, TheExplanationListsTheWordsWithTheirDocuments) {
    SearchRequest request;
    request.text = "bank*";
    const auto explained = searcher_->explain(request);
    const auto& root = std::get<Explanation>(explained).root;
    ASSERT_EQ(root.slots.size(), 1U);
    std::size_t documents = 0;
    for (const ExplainedTerm& term : root.slots[0]) {
        EXPECT_EQ(term.term.rfind("bank", 0), 0U) << term.term;
        EXPECT_EQ(term.documents, search(*searcher_, "\"" + term.term + "\"").total) << term.term;
        documents += term.documents;
    }
    EXPECT_GE(documents, root.documents);
    EXPECT_GT(root.slots[0].size(), 3U);
}

TEST_F(Patterns, TheLanguageOfTheRequestDoesNotNarrowTheForms) {
    SearchRequest request;
    request.text = "bank*";
    request.languages = {"de"};
    for (const Hit& hit : search(*searcher_, request).hits) EXPECT_EQ(hit.lang, "de");
    EXPECT_EQ(search(*searcher_, request).total, search(*searcher_, "bank* lang:de").total);
}

// ---- a * between two letters of a quotation

class Stars : public testing::Test {
  protected:
    void SetUp() override {
        build_index(dir_.path(),
                    {make_document("pattern", "en", "wooden", "the woman of the house"),
                     make_document("pasted", "en", "wom*n", "a price of 2*3 and the wom*n of it"),
                     make_document("words", "en", "", "the wom n of it, 2 3"),
                     make_document("other", "en", "", "the wom, the n of it")},
                    2);
    }
    std::vector<std::string> ids(const std::string& query) {
        return sorted_ids(Searcher(dir_.path()), query);
    }

    TempDir dir_;
};

using Ids = std::vector<std::string>;

TEST_F(Stars, AreAWildcardAndTheMarkOfAPastedText) {
    EXPECT_EQ(ids("\"the wom*n of\""), (Ids{"pasted", "pattern", "words"}));
    EXPECT_EQ(ids("\"the wom＊n of\""), (Ids{"pasted", "pattern", "words"}));
    EXPECT_EQ(ids("title:\"wom*n\""), Ids{"pasted"});
    EXPECT_EQ(ids("\"wom*n\" w/3 it"), (Ids{"pasted", "words"}));
    EXPECT_EQ(ids("it -\"wom*n\""), Ids{"other"});
    EXPECT_EQ(ids("atleast2(\"wom*n\")"), Ids{"pasted"});
    EXPECT_EQ(ids("\"the * wom*n\""), Ids{});
    EXPECT_EQ(ids("\"and * wom*n\""), Ids{"pasted"});
    EXPECT_EQ(ids("wom*n"), Ids{"pattern"}) << "without quotation marks it is a wildcard alone";
}

TEST_F(Stars, AreMarksAloneWhereTheyCanBeNoWildcards) {
    EXPECT_EQ(ids("\"of 2*3 and\""), Ids{"pasted"});
    EXPECT_EQ(ids("\"2*3\""), (Ids{"pasted", "words"}));
    SearchRequest request;
    request.text = "\"of 2*3 and\"";
    const auto response = search(Searcher(dir_.path()), request);
    ASSERT_EQ(response.query.notices.size(), 1U);
    EXPECT_EQ(response.query.notices[0].code, "star_in_quotation");
}

TEST_F(Stars, OneExclamationMarkBehindAWordIsAWildcard) {
    EXPECT_EQ(ids("hous!"), ids("hous*"));
    EXPECT_EQ(ids("hous!"), Ids{"pattern"});
    EXPECT_EQ(ids("house!!!"), Ids{"pattern"});
    EXPECT_EQ(ids("it!"), (Ids{"other", "pasted", "words"}));
}

// ---- notices about words

std::vector<std::string> notices_of(const Searcher& searcher, const SearchRequest& request) {
    std::vector<std::string> notices;
    for (const Notice& notice : search(searcher, request).query.notices) {
        notices.push_back(notice.code + ": " + notice.message);
    }
    return notices;
}

TEST_F(Patterns, AWordThatNoDocumentHasIsSaidWithWhatMayHaveBeenMeant) {
    const struct {
        const char* query;
        std::vector<std::string> notices;
    } rows[] = {
        {"harbour", {}},
        {"harbuor", {"no_such_word: No document has “harbuor”. Did you mean “harbour”?"}},
        {"bank OR \"harbuor lights\"",
         {"no_such_word: No document has “harbuor”. Did you mean “harbour”?"}},
        {"straßenn", {"no_such_word: No document has “strassenn”. Did you mean “strassen”?"}},
        {"qqqqqq", {"no_such_word: No document has “qqqqqq”."}},
        {"qq", {"no_such_word: No document has “qq”."}},
        {"bank NOT qqqqqq", {}},
        {"qqq*", {"no_such_word: No word of the index is written so."}},
    };
    for (const auto& row : rows) {
        SearchRequest request;
        request.text = row.query;
        request.reading = Reading::query;
        EXPECT_EQ(notices_of(*searcher_, request), row.notices) << row.query;
    }
}

TEST(TermNotices, OfCharactersGiveTheNearestTextOfTheIndex) {
    TempDir dir;
    build_index(dir.path(),
                {make_document("1", "zh-Hant", "", "香港公司條例規定，香港的公司須遵守。"),
                 make_document("2", "zh-Hant", "", "香港海港及香水。公平交易。"),
                 make_document("3", "zh-Hans", "", "香港法例"),
                 make_document("4", "ja", "", "東京都の条例"),
                 make_document("5", "ko", "", "대한민국 헌법")});
    const Searcher searcher(dir.path());
    const struct {
        const char* query;
        std::vector<std::string> notices;
    } rows[] = {
        {"香港", {}},
        {"香巷", {"no_such_word: No document has “香巷”. Did you mean “香港”?"}},
        {"公詞條例", {"no_such_word: No document has “公詞條例”. Did you mean “公司條例”?"}},
        {"「香港公司條列」",
         {"no_such_word: No document has “香港公司條列”. Did you mean “香港公司條例”?"}},
        {"東京郁", {"no_such_word: No document has “東京郁”. Did you mean “東京都”?"}},
        {"香港 香巷", {"no_such_word: No document has “香巷”. Did you mean “香港”?"}},
        {"龘龘", {"no_such_word: No document has “龘龘”."}},
        {"香港 NOT 香巷", {}},
    };
    for (const auto& row : rows) {
        SearchRequest request;
        request.text = row.query;
        request.reading = Reading::query;
        EXPECT_EQ(notices_of(searcher, request), row.notices) << row.query;
    }
}

TEST_F(Patterns, AWordOfOtherLanguagesAloneIsSaid) {
    SearchRequest request;
    request.text = "harbour";
    request.reading = Reading::query;
    request.languages = {"de"};
    EXPECT_EQ(notices_of(*searcher_, request),
              std::vector<std::string>{"word_in_other_languages: “harbour” is only in documents of "
                                       "languages that were not asked for."});
}

TEST_F(Patterns, TheExplanationSaysWhatMakesTheResultEmpty) {
    const struct {
        const char* query;
        const char* code;
        const char* part;
    } rows[] = {
        {"bank kind:recipe", "no_documents", "kind:recipe"},
        {"bank (harbour \"care duty of\")", "no_documents", "\"care duty of\""},
        {"harbour sorgfalt", "not_together", "harbour sorgfalt"},
        {"harbour w/1 lights", "not_together", "harbour w/1 lights"},
        {"bank", "", ""},
    };
    for (const auto& row : rows) {
        SearchRequest request;
        request.text = row.query;
        request.reading = Reading::query;
        const auto explained = searcher_->explain(request);
        const auto& notices = std::get<Explanation>(explained).notices;
        ASSERT_EQ(notices.empty(), std::string(row.code).empty()) << row.query;
        if (notices.empty()) continue;
        const Notice& last = notices.back();
        EXPECT_EQ(last.code, row.code) << row.query;
        EXPECT_EQ(
            std::string(row.query).substr(last.place.begin, last.place.end - last.place.begin),
            row.part);
    }
}

}  // namespace
}  // namespace gazette::test
