// Words taken from documents: expansion of a query, and documents like one.
#include "indexer/format/document.h"
#include "searcher/search.h"
#include "searcher/similar.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>

namespace gazette::test {
namespace {

Document document_of(const std::string& id, const std::string& text) {
    return make_document(id, "en", "", text);
}

// Of harbours and of courts, and one that is like nothing.
std::vector<Document> harbours_and_courts() {
    std::vector<Document> documents;
    for (int i = 0; i < 8; ++i) {
        const std::string number = std::to_string(i);
        documents.push_back(document_of(
            "h" + number, "The pilot takes the vessel to the quay. Dues of the harbour " + number));
        documents.push_back(document_of(
            "c" + number, "The judge reads the appeal in the chamber. Order of costs " + number));
    }
    documents.push_back(document_of("quay", "A quay with a vessel and a pilot"));
    documents.push_back(document_of("dues-vessel", "Dues for the vessel at the quay"));
    documents.push_back(document_of("dues-plain", "Dues for the members of the guild"));
    documents.push_back(document_of("alone", "Zyzzyva xylophagous"));
    return documents;
}

SearchRequest expanding(const std::string& text) {
    SearchRequest request;
    request.text = text;
    request.limit = request_limits::kMaxHits;
    request.expand = true;
    return request;
}

const Notice* notice_in(const QueryReading& query, const std::string& code) {
    const auto found = std::find_if(query.notices.begin(),
                                    query.notices.end(),
                                    [&](const Notice& notice) { return notice.code == code; });
    return found == query.notices.end() ? nullptr : &*found;
}

std::set<std::string> added_to(const QueryReading& query) {
    std::set<std::string> words;
    for (const AddedWord& word : query.added) words.insert(word.text);
    return words;
}

std::size_t place_of_id(const SearchResponse& response, const std::string& id) {
    const auto ids = ids_of(response);
    return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

SearchResponse similar_to(const Searcher& searcher, const std::string& id) {
    SimilarRequest request;
    request.id = id;
    request.query.limit = request_limits::kMaxHits;
    auto answer = searcher.similar(request);
    return std::get<std::optional<SearchResponse>>(std::move(answer)).value();
}

class Feedback : public testing::Test {
  protected:
    Feedback() { build_index(dir_.path(), harbours_and_courts(), 3); }

    TempDir dir_;
    const Searcher& searcher() {
        if (!searcher_) searcher_.emplace(dir_.path());
        return *searcher_;
    }

  private:
    std::optional<Searcher> searcher_;
};

TEST_F(Feedback, ExpansionRanksWhatTheQueryFindsAndFindsNothingElse) {
    for (const std::string query :
         {"dues", "dues NOT guild", "dues OR appeal", "\"dues of\"", "dues w/3 vessel"}) {
        SearchRequest plain = expanding(query);
        plain.expand = false;
        auto without = ids_of(search(searcher(), plain));
        auto with = ids_of(search(searcher(), expanding(query)));
        std::sort(without.begin(), without.end());
        std::sort(with.begin(), with.end());
        EXPECT_EQ(without, with) << query;
    }
}

TEST_F(Feedback, WordsOfTheFirstHitsLiftDocumentsThatHaveThem) {
    const SearchResponse response = search(searcher(), expanding("dues"));
    const auto words = added_to(response.query);
    EXPECT_TRUE(words.contains("vessel")) << testing::PrintToString(words);
    EXPECT_TRUE(words.contains("quay"));
    EXPECT_FALSE(words.contains("appeal"));
    EXPECT_LT(place_of_id(response, "dues-vessel"), place_of_id(response, "dues-plain"));
    double sum = 0.0;
    for (const AddedWord& word : response.query.added) sum += word.weight;
    EXPECT_NEAR(1.0, sum, 1e-9);
}

TEST_F(Feedback, TheNoticeNamesTheWordsAndGivesAQueryThatSearchesForThem) {
    const SearchResponse response = search(searcher(), expanding("dues"));
    const Notice* notice = notice_in(response.query, "expanded");
    ASSERT_NE(nullptr, notice);
    EXPECT_NE(std::string::npos, notice->message.find("vessel"));
    const SearchResponse wider = search(searcher(), notice->instead);
    EXPECT_LT(place_of_id(wider, "quay"), wider.hits.size());
    EXPECT_EQ(response.hits.size(), place_of_id(response, "quay"));
}

TEST_F(Feedback, WhereNothingCanBeAddedTheNoticeSaysWhy) {
    SearchRequest newest = expanding("dues");
    newest.sort = SortOrder::newest;
    EXPECT_NE(nullptr, notice_in(search(searcher(), newest).query, "not_expanded"));
    EXPECT_NE(nullptr, notice_in(search(searcher(), expanding("")).query, "not_expanded"));
    EXPECT_NE(nullptr, notice_in(search(searcher(), expanding("zyzzyva")).query, "not_expanded"));
    EXPECT_EQ(nullptr, notice_in(search(searcher(), "dues").query, "not_expanded"));
}

TEST_F(Feedback, LikeADocumentAreThoseWithItsTellingWords) {
    const SearchResponse response = similar_to(searcher(), "quay");
    ASSERT_FALSE(response.hits.empty());
    EXPECT_EQ(response.hits.size(), place_of_id(response, "quay"));
    for (std::size_t i = 0; i < 8; ++i) EXPECT_NE('c', response.hits[i].id.front());
    EXPECT_TRUE(added_to(response.query).contains("pilot"));
    ASSERT_EQ(response.query.clauses.size(), response.query.added.size());
    for (std::size_t i = 0; i < response.query.clauses.size(); ++i) {
        const QueryPlace place = response.query.clauses[i];
        EXPECT_EQ(response.query.added[i].text,
                  response.query.input.substr(place.begin, place.end - place.begin));
    }
    // What it says is a query, and finds the same documents.
    auto again = ids_of(search(searcher(), response.query.canonical));
    auto found = ids_of(response);
    std::sort(again.begin(), again.end());
    std::sort(found.begin(), found.end());
    EXPECT_EQ(again, found);
}

TEST_F(Feedback, FiltersHoldForDocumentsLikeOne) {
    SimilarRequest request;
    request.id = "quay";
    request.query.languages = {"de"};
    const auto answer = searcher().similar(request);
    EXPECT_EQ(0U, std::get<std::optional<SearchResponse>>(answer)->total);
}

TEST_F(Feedback, ADocumentLikeNothingFindsNothingAndSaysSo) {
    const SearchResponse response = similar_to(searcher(), "alone");
    EXPECT_EQ(0U, response.total);
    EXPECT_NE(nullptr, notice_in(response.query, "nothing_telling"));
    SimilarRequest missing;
    missing.id = "none";
    const auto answer = searcher().similar(missing);
    EXPECT_FALSE(std::get<std::optional<SearchResponse>>(answer).has_value());
}

TEST(FeedbackOfOwnDocuments, DocumentsInUnspacedScriptsHaveTellingWordsToo) {
    TempDir dir;
    std::vector<Document> documents;
    const auto add = [&](const std::string& id, const std::string& text) {
        documents.push_back(make_document(id, "zh", "", text));
    };
    add("a", "船舶進入港口須繳付港口費");
    add("b", "港口費由船舶的船長繳付");
    add("c", "法院審理上訴案件");
    add("d", "上訴案件由法院判決");
    build_index(dir.path(), documents);
    const Searcher searcher(dir.path());
    const SearchResponse response = similar_to(searcher, "a");
    ASSERT_FALSE(response.hits.empty());
    EXPECT_EQ("b", response.hits.front().id);
}

TEST(FeedbackOfOwnDocuments, KoreanWordsTell) {
    TempDir dir;
    std::vector<Document> documents;
    const auto add = [&](const std::string& id, const std::string& text) {
        documents.push_back(make_document(id, "ko", "", text));
    };
    add("a", "지방은행은 인가를 신청한다");
    add("b", "인가를 받은 은행의 자본금");
    add("c", "법원은 상고를 기각한다");
    add("d", "상고에 대한 법원의 판결");
    build_index(dir.path(), documents);
    const Searcher searcher(dir.path());
    const SearchResponse response = similar_to(searcher, "a");
    EXPECT_TRUE(added_to(response.query).contains("은행"));
    EXPECT_TRUE(added_to(response.query).contains("인가"));
    EXPECT_EQ("b", ids_of(response).front());
    EXPECT_EQ("d", ids_of(similar_to(searcher, "c")).front());
}

TEST(FeedbackOfOwnDocuments, CharactersOfADictionaryWordAreNoWordsOfTheirOwn) {
    TempDir dir;
    build_index(dir.path(),
                {make_document("a", "zh", "", "船舶進入港口須繳付港口費"),
                 make_document("b", "zh", "", "船舶進入港口須繳付港口費用")});
    const auto words = added_to(similar_to(Searcher(dir.path()), "a").query);
    EXPECT_TRUE(words.contains("船舶")) << testing::PrintToString(words);
    EXPECT_FALSE(words.contains("舶进")) << testing::PrintToString(words);
}

// One document has all words of the query, and many have two of them.
TEST(FeedbackOfOwnDocuments, AHitThatStandsOutCountsMoreThanManyThatDoNot) {
    TempDir dir;
    const std::string question =
        "pilot quay harbour vessel anchor tide mooring berth cargo wharf jetty buoy tug hull keel "
        "mast";
    std::vector<Document> documents{document_of("all", question + " lantern lantern"),
                                    document_of("other", "lantern lantern and a candle")};
    for (int i = 0; i < 60; ++i) {
        const std::string number = std::to_string(i);
        documents.push_back(
            i < 19 ? document_of("two" + number, "pilot quay brewery brewery " + number)
                   : document_of("none" + number, "the judge reads the " + number));
    }
    build_index(dir.path(), documents);
    const Searcher searcher(dir.path());
    SearchRequest request = expanding(question);
    request.reading = Reading::any_words;
    double lantern = 0.0;
    double brewery = 0.0;
    for (const AddedWord& word : search(searcher, request).query.added) {
        if (word.text == "lantern") lantern = word.weight;
        if (word.text == "brewery") brewery = word.weight;
    }
    EXPECT_GT(lantern, brewery);
}

}  // namespace
}  // namespace gazette::test
