// Scores, order and counts.
#include "searcher/search.h"
#include "tests/searcher/naive_search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace gazette::test {
namespace {

const std::vector<std::string> kQueries = {
    "",
    "tax",
    "energy",
    "tax law",
    "tax OR energy OR water OR notice",
    "\"tax law\"",
    "tax NEAR/3 bank",
    "court NOT tax",
    "NOT tax",
    "title:tax",
    "date:2019-02..2019-03",
    "(tax AND bank) OR (energy AND water)",
    "zebra",
    "tax law of the bank and court",
    "tax OR law OR bank OR court OR energy OR notice OR water",
};

std::vector<Document> test_documents() {
    auto documents = random_documents(150, 7);
    for (Document& document : own_documents()) documents.push_back(std::move(document));
    return documents;
}

// Everything of an answer that must not depend on how the index was made.
struct Outcome {
    std::uint64_t total = 0;
    ScoredIds hits;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::vector<Outcome> outcomes(const std::filesystem::path& index_dir) {
    const Searcher searcher(index_dir);
    std::vector<Outcome> result;
    for (const std::string& query : kQueries) {
        for (const SortOrder sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest}) {
            SearchRequest request;
            request.text = query;
            request.limit = request_limits::kMaxHits;
            request.sort = sort;
            const SearchResponse response = search(searcher, request);
            result.push_back({response.total, scored_ids(response)});
        }
    }
    return result;
}

void expect_same(const std::vector<Outcome>& expected, const std::vector<Outcome>& actual) {
    ASSERT_EQ(expected.size(), actual.size());
    for (std::size_t index = 0; index < expected.size(); ++index) {
        EXPECT_TRUE(expected[index] == actual[index]) << "query " << kQueries[index / 3];
    }
}

TEST(Ranking, DoesNotDependOnWhatWroteTheIndex) {
    const auto documents = test_documents();
    const TempDir bulk;
    const TempDir plain;
    build_index(bulk.path(), documents, 3, WriterKind::bulk);
    build_index(plain.path(), documents, 3, WriterKind::plain);
    EXPECT_EQ(outcomes(bulk.path()), outcomes(plain.path()));
}

TEST(Ranking, ScoresAreBm25OfTheWords) {
    const TempDir dir;
    const auto documents = test_documents();
    build_index(dir.path(), documents, 3);
    const Searcher searcher(dir.path());
    NaiveSearch naive(documents);
    for (const char* word : {"tax", "energy", "bank", "Banken", "budget", "Häuser", "закон"}) {
        SearchRequest request;
        // Some documents are titled so, and would stand first for that.
        request.text = std::string(word) + " OR unheardof";
        request.limit = request_limits::kMaxHits;
        std::map<std::string, double> scores;
        std::uint64_t total = 0;
        do {
            const SearchResponse page = search(searcher, request);
            total = page.total;
            for (const Hit& hit : page.hits) scores[hit.id] = hit.score;
            request.offset += request.limit;
        } while (request.offset < total);
        const auto expected = naive.scores(word);
        EXPECT_EQ(expected.size(), scores.size()) << word;
        EXPECT_EQ(expected.size(), total) << word;
        EXPECT_GT(total, 0U) << word;
        for (const auto& [id, score] : expected) {
            EXPECT_NEAR(score, scores[id], 1e-9) << word << " in " << id;
        }
    }
}

// The score of a document of three, each of which has the words of the query once, in as many
// words; `others` have none of them.
double score_of(const std::string& id,
                const std::string& query,
                Reading reading,
                std::size_t others = 20) {
    const TempDir dir;
    std::vector<Document> documents = {
        make_document("near", "en", "", "x x harbour dues x x x x x x x x x x x"),
        make_document("behind", "en", "", "x x dues harbour x x x x x x x x x x x"),
        make_document("far", "en", "", "harbour x x x x x x x x x x x x x dues")};
    for (std::size_t i = 0; i < others; ++i) {
        documents.push_back(
            make_document("x" + std::to_string(i), "en", "", "x x x x x x x x x x x x x x x"));
    }
    build_index(dir.path(), documents, 2);
    const Searcher searcher(dir.path());
    SearchRequest request;
    request.text = query;
    request.reading = reading;
    const auto response = search(searcher, request);
    EXPECT_EQ(response.hits.size(), 3U);
    for (const Hit& hit : response.hits) {
        if (hit.id == id) return hit.score;
    }
    return -1.0;
}

TEST(Ranking, PairsOfWordsThatStandCloseCountMore) {
    for (const Reading reading : {Reading::query, Reading::any_words}) {
        const auto score = [&](const char* id) { return score_of(id, "harbour dues", reading); };
        EXPECT_GT(score("near"), score("far"));
        EXPECT_EQ(score("behind"), score("far")) << "in the other order";
        // All three have as much of each word: the pair weighs as its rarer word does, by its
        // share.
        EXPECT_NEAR(score("near"), score("far") * (1 + 0.4 / 2), 1e-9);
    }
    // Words that most documents have tell nothing side by side.
    EXPECT_EQ(score_of("near", "harbour dues", Reading::query, 0),
              score_of("far", "harbour dues", Reading::query, 0));
    // Alternatives are no neighbours.
    EXPECT_EQ(score_of("near", "harbour OR dues", Reading::query),
              score_of("far", "harbour OR dues", Reading::query));
}

// Of a short query, the long document with more of the word stands first; of a long one, the short
// document does. Words that all documents have make no query long.
// A passage is found in the text that it is of before others that have its words more often, or in
// other forms; a query of a few words is no passage.
TEST(Ranking, APassageFindsTheTextItIsOf) {
    std::vector<Document> documents = {
        make_document("it",
                      "en",
                      "",
                      "Anybody may note that the harbours were opening every gate to ships again. "
                      "Nothing else of this is said in this text, which goes on for a while."),
        make_document(
            "forms",
            "en",
            "",
            "The harbour opens a gate, harbours opened gates, opening every ships harbour; "
            "ship opening gates. Harbours, gates, opening, to, were, every."),
        make_document("order",
                      "en",
                      "",
                      "Ships to harbours, harbours to ships: opening is every gate as gates were."),
    };
    for (const Document& document : random_documents(60, 3)) documents.push_back(document);
    const std::string passage = "harbours were opening every gate to ships";
    for (const std::size_t parts : {1U, 4U}) {
        const TempDir dir;
        build_index(dir.path(), documents, parts);
        const Searcher searcher(dir.path());
        EXPECT_EQ("it", search(searcher, passage).hits.at(0).id);
        EXPECT_NE("it", search(searcher, "harbours opening gate").hits.at(0).id);
        SearchRequest any;
        any.text = passage;
        any.reading = Reading::any_words;
        EXPECT_EQ("it", search(searcher, any).hits.at(0).id);
    }
}

TEST(Ranking, CommonWordsMakeAQueryNoLonger) {
    const TempDir dir;
    const std::string common = "ab cd ef gh ij kl mn op ";
    const std::string rare = "qr st uv wx yz za zb zc ";
    std::string filler;
    for (int i = 0; i < 55; ++i) filler += "filler ";
    std::vector<Document> documents = {
        make_document("long", "en", "", common + rare + "dues dues dues " + filler),
        make_document("short", "en", "", common + rare + "dues")};
    for (int i = 0; i < 60; ++i) {
        documents.push_back(make_document("x" + std::to_string(i), "en", "", common + "x x x x x"));
    }
    build_index(dir.path(), documents, 2);
    const Searcher searcher(dir.path());
    const auto first = [&](const std::string& query) {
        SearchRequest request;
        request.text = query;
        return ids_of(search(searcher, request)).front();
    };
    EXPECT_EQ("long", first("dues"));
    EXPECT_EQ("long", first("ab OR cd OR ef OR gh OR ij OR kl OR mn OR op OR dues"));
    EXPECT_EQ("short", first("qr OR st OR uv OR wx OR yz OR za OR zb OR zc OR dues"));
}

TEST(Ranking, DoesNotDependOnTheNumberOfParts) {
    const auto documents = test_documents();
    const TempDir whole;
    build_index(whole.path(), documents, 1);
    const auto expected = outcomes(whole.path());
    for (const std::size_t parts : {2U, 7U, 40U}) {
        const TempDir cut;
        build_index(cut.path(), documents, parts);
        SCOPED_TRACE(parts);
        expect_same(expected, outcomes(cut.path()));
    }
}

TEST(Ranking, DoesNotDependOnTheOrderOfInsertion) {
    auto documents = test_documents();
    const TempDir whole;
    build_index(whole.path(), documents, 1);
    const auto expected = outcomes(whole.path());
    std::mt19937 random(11);
    for (int round = 0; round < 3; ++round) {
        std::shuffle(documents.begin(), documents.end(), random);
        const TempDir shuffled;
        build_index(shuffled.path(), documents, 5);
        expect_same(expected, outcomes(shuffled.path()));
    }
}

TEST(Ranking, DeletedDocumentsAreAsIfTheyHadNeverBeen) {
    const auto documents = test_documents();
    std::vector<Document> kept;
    std::vector<std::string> deleted;
    std::mt19937 random(13);
    for (const Document& document : documents) {
        if (random() % 3 == 0) {
            deleted.push_back(document.id);
        } else {
            kept.push_back(document);
        }
    }
    const TempDir without;
    build_index(without.path(), kept, 1);
    const auto expected = outcomes(without.path());
    for (const std::size_t parts : {1U, 9U}) {
        const TempDir with;
        build_index(with.path(), documents, parts);
        const std::size_t half = deleted.size() / 2;
        delete_documents(with.path(), {deleted.begin(), deleted.begin() + std::ptrdiff_t(half)});
        delete_documents(with.path(), {deleted.begin() + std::ptrdiff_t(half), deleted.end()});
        SCOPED_TRACE(parts);
        expect_same(expected, outcomes(with.path()));
    }
}

TEST(Ranking, TiesEndInTheDateAndThenInTheId) {
    const TempDir dir;
    std::vector<Document> documents;
    for (const char* id : {"c", "a", "e", "b", "d"}) {
        const std::string date = id[0] == 'e' ? "2020" : id[0] == 'd' ? "" : "2019";
        documents.push_back(make_document(id, "en", "", "the very same text", date));
    }
    build_index(dir.path(), documents, 2);
    const Searcher searcher(dir.path());
    const std::vector<std::string> expected = {"e", "a", "b", "c", "d"};
    EXPECT_EQ(expected, ids_of(search(searcher, "same")));
    EXPECT_EQ(expected, ids_of(search(searcher, "")));
    SearchRequest request;
    request.sort = SortOrder::oldest;
    EXPECT_EQ((std::vector<std::string>{"a", "b", "c", "e", "d"}),
              ids_of(search(searcher, request)));
}

TEST(Ranking, PagesPutTogetherAreTheWholeList) {
    const TempDir dir;
    build_index(dir.path(), test_documents(), 6);
    const Searcher searcher(dir.path());
    for (const std::string& query : kQueries) {
        for (const SortOrder sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest}) {
            SearchRequest request;
            request.text = query;
            request.sort = sort;
            request.limit = request_limits::kMaxHits;
            const auto first = search(searcher, request);
            std::vector<std::string> pages;
            request.limit = 7;
            for (; request.offset < 98; request.offset += request.limit) {
                const auto page = search(searcher, request);
                EXPECT_EQ(first.total, page.total);
                for (const Hit& hit : page.hits) pages.push_back(hit.id);
            }
            auto expected = ids_of(first);
            expected.resize(std::min<std::size_t>(expected.size(), 98));
            EXPECT_EQ(expected, pages) << query;
        }
    }
}

TEST(Ranking, ALimitOfZeroCounts) {
    const TempDir dir;
    build_index(dir.path(), test_documents(), 4);
    const Searcher searcher(dir.path());
    for (const std::string& query : kQueries) {
        SearchRequest request;
        request.text = query;
        const auto total = search(searcher, request).total;
        request.limit = 0;
        const auto counted = search(searcher, request);
        EXPECT_EQ(total, counted.total) << query;
        EXPECT_TRUE(counted.hits.empty());
    }
}

TEST(Ranking, APageThatIsTooLongIsAnError) {
    const TempDir dir;
    build_index(dir.path(), own_documents());
    const Searcher searcher(dir.path());
    SearchRequest request;
    request.limit = request_limits::kMaxHits + 1;
    EXPECT_TRUE(std::holds_alternative<QueryError>(searcher.search(request)));
}

TEST(Ranking, AnEmptyIndexHasNothing) {
    const TempDir dir;
    build_index(dir.path(), {});
    const Searcher searcher(dir.path());
    for (const std::string& query : kQueries) {
        EXPECT_EQ(0U, search(searcher, query).total) << query;
    }
}

}  // namespace
}  // namespace gazette::test
