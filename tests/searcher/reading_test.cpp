// How the text of a request is read where it does not say: as a query, or as plain words.
#include "searcher/search.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace gazette::test {
namespace {

class ReadingTest : public ::testing::Test {
  protected:
    ReadingTest() {
        build_index(folder_.path(),
                    {make_document("dues", "en", "", "Harbour dues are paid by the owner."),
                     make_document("port", "en", "", "The port is closed in winter."),
                     make_document("zh", "zh-Hant", "", "港口費由船東繳付。")});
        searcher_ = std::make_unique<Searcher>(folder_.path());
    }

    SearchResponse read(const std::string& text, Reading reading = Reading::automatic) {
        SearchRequest request;
        request.text = text;
        request.reading = reading;
        return search(*searcher_, request);
    }

    TempDir folder_;
    std::unique_ptr<Searcher> searcher_;
};

bool says_any_of_the_words(const SearchResponse& response) {
    for (const Notice& notice : response.query.notices) {
        if (notice.code == "any_of_the_words") return true;
    }
    return false;
}

TEST_F(ReadingTest, TakesAllWordsWhereADocumentHasThem) {
    const auto response = read("harbour owner");
    EXPECT_EQ(ids_of(response), std::vector<std::string>{"dues"});
    EXPECT_EQ(response.query.reading, Reading::query);
    EXPECT_EQ(response.query.canonical, "harbour AND owner");
    EXPECT_FALSE(says_any_of_the_words(response));
}

std::vector<std::string> left_out_of(const SearchResponse& response) {
    std::vector<std::string> signs;
    for (const Notice& notice : response.query.notices) {
        if (notice.code != "sign_left_out") continue;
        signs.push_back(
            response.query.input.substr(notice.place.begin, notice.place.end - notice.place.begin));
    }
    return signs;
}

TEST_F(ReadingTest, LeavesOutSignsThatStandAloneAndSaysSo) {
    using Signs = std::vector<std::string>;
    const struct {
        const char* typed;
        const char* canonical;
        Signs signs;
    } rows[] = {{"harbour – owner", "harbour AND owner", {"–"}},
                {"harbour ; dues ; owner", "harbour AND dues AND owner", {";", ";"}},
                {"harbour - owner", "harbour AND owner", {"-"}},
                {"। harbour", "harbour", {"।"}},
                {"(harbour —) OR port", "harbour OR port", {"—"}},
                {"harbour AND — AND owner", "harbour AND owner", {"—"}},
                {"harbour -- title:owner", "harbour AND title:owner", {"--"}}};
    for (const auto& row : rows) {
        SearchRequest request;
        request.text = row.typed;
        const auto answer = searcher_->search(request);
        const auto* response = std::get_if<SearchResponse>(&answer);
        ASSERT_NE(response, nullptr) << row.typed << ": " << std::get<QueryError>(answer).message;
        EXPECT_EQ(response->query.canonical, row.canonical) << row.typed;
        EXPECT_EQ(left_out_of(*response), row.signs) << row.typed;
        const auto explained = searcher_->explain(request);
        EXPECT_TRUE(std::holds_alternative<Explanation>(explained)) << row.typed;
    }
    EXPECT_EQ(ids_of(read("harbour — owner")), std::vector<std::string>{"dues"});
}

TEST_F(ReadingTest, RefusesSignsWhereTheyCannotBeLeftOut) {
    for (const char* typed :
         {"—", "— ;", "harbour OR —", "harbour NOT —", "harbour w/5 —", "harbour \"—\""}) {
        SearchRequest request;
        request.text = typed;
        EXPECT_TRUE(std::holds_alternative<QueryError>(searcher_->search(request))) << typed;
    }
}

TEST_F(ReadingTest, TakesAnyOfTheWordsWhereNoDocumentHasThemAllAndSaysSo) {
    for (const char* question : {"Who pays harbour dues?", "誰要繳付港口費？"}) {
        const auto response = read(question);
        ASSERT_FALSE(response.hits.empty()) << question;
        EXPECT_EQ(response.query.reading, Reading::any_words);
        EXPECT_EQ(response.query.canonical, "any(\"" + std::string(question) + "\")");
        EXPECT_TRUE(says_any_of_the_words(response));
    }
    EXPECT_EQ(read("Who pays harbour dues?").hits.front().id, "dues");
    EXPECT_EQ(read("誰要繳付港口費？").hits.front().id, "zh");
}

TEST_F(ReadingTest, KeepsToAQueryThatHasMoreThanWords) {
    for (const char* query : {"harbour AND winter",
                              "\"harbour winter\"",
                              "harbour lang:de",
                              "harbour w/2 winter",
                              "+harbour winter"}) {
        const auto response = read(query);
        EXPECT_TRUE(response.hits.empty()) << query;
        EXPECT_EQ(response.query.reading, Reading::query) << query;
        EXPECT_FALSE(says_any_of_the_words(response)) << query;
    }
    EXPECT_TRUE(read("harbour winter", Reading::query).hits.empty());
}

TEST_F(ReadingTest, KeepsToFewWordsAndSaysHowSomeOfThemAreFound) {
    const struct {
        const char* query;
        const char* any;
    } rows[] = {{"harbour winter", "any(\"harbour winter\")"},
                {"harbour winter volcano", "any(\"harbour winter volcano\")"},
                {"港口 冬天", "any(\"港口 冬天\")"},
                {"港口船東", "any(\"港口船東\")"}};
    for (const auto& row : rows) {
        const auto response = read(row.query);
        EXPECT_EQ(response.total, 0U) << row.query;
        EXPECT_EQ(response.query.reading, Reading::query) << row.query;
        const auto& notices = response.query.notices;
        const auto said = std::find_if(notices.begin(), notices.end(), [](const Notice& notice) {
            return notice.code == "not_all_of_the_words";
        });
        ASSERT_NE(said, notices.end()) << row.query;
        EXPECT_NE(said->message.find(row.any), std::string::npos) << said->message;
        EXPECT_FALSE(read(row.any).hits.empty()) << row.any;
    }
}

TEST_F(ReadingTest, OfAQuestionKeepsWhatWasSaidOfTheQuery) {
    const auto response = read("harbour and winter volcano");
    EXPECT_TRUE(says_any_of_the_words(response));
    EXPECT_EQ(response.query.notices.front().code, "lowercase_operator");
}

TEST_F(ReadingTest, SaysNothingWhereAnyOfTheWordsFindsNothingEither) {
    const auto response = read("volcano glacier");
    EXPECT_EQ(response.total, 0U);
    EXPECT_EQ(response.query.reading, Reading::query);
    EXPECT_FALSE(says_any_of_the_words(response));
}

TEST_F(ReadingTest, OfPlainWordsIsTheSameAsOfWhatTheyArePrintedAs) {
    const auto words = read("harbour NOT winter (closed", Reading::any_words);
    EXPECT_EQ(words.query.canonical, "any(\"harbour NOT winter (closed\")");
    EXPECT_EQ(scored_ids(words), scored_ids(read(words.query.canonical, Reading::query)));
    EXPECT_EQ(words.total, 2U);
}

TEST_F(ReadingTest, OfADocumentIsThatOfTheSearch) {
    DocumentRequest request = by_id("dues", "Who pays harbour dues?");
    request.query.reading = Reading::automatic;
    const auto answer = searcher_->document(request);
    const auto& response = std::get<std::optional<DocumentResponse>>(answer);
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->query->reading, Reading::any_words);
    EXPECT_FALSE(response->spans.empty());
}

}  // namespace
}  // namespace gazette::test
