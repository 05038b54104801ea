// What is kept of matches is what is found without it, whatever was asked for before and published
// meanwhile.
#include "searcher/match_cache.h"

#include "indexer/analysis/analyzer.h"
#include "searcher/facets.h"
#include "searcher/index_reader.h"
#include "searcher/query/compiler.h"
#include "searcher/query/parser.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <random>
#include <thread>

namespace gazette {
namespace {

MatchingDocuments documents(std::uint32_t count) {
    return std::make_shared<const std::vector<std::uint32_t>>(count, 7U);
}

TEST(MatchCache, KeepsWhatWasAskedForLast) {
    MatchCache cache(60'000);
    cache.keep("a", documents(1000));
    cache.keep("b", documents(1000));
    ASSERT_NE(cache.find("a"), nullptr);
    EXPECT_EQ(cache.find("a")->size(), 1000U);
    EXPECT_EQ(cache.find("c"), nullptr);
    for (int i = 0; i < 13; ++i) {
        cache.keep(std::to_string(i), documents(1000));
        EXPECT_NE(cache.find("a"), nullptr) << i;
        EXPECT_LE(cache.bytes(), 60'000U);
    }
    EXPECT_EQ(cache.find("b"), nullptr);
    EXPECT_NE(cache.find("12"), nullptr);
    cache.keep("large", documents(10'000));
    EXPECT_EQ(cache.find("large"), nullptr);
    EXPECT_NE(cache.find("a"), nullptr);
}

constexpr const char* kQueries[] = {
    "\"use of land\"",
    "\"use of lands\"",
    "\"of use land\"",
    "stem:\"use of lands\"",
    "title:\"use of land\"",
    "case:\"Act\" w/3 use",
    "act w/3 use",
    "land w/3 act",
    "land w/4 act",
    "land pre/3 act",
    "land not w/3 act",
    "land w/3 act w/3 use",
    "the /s of",
    "the /p of",
    "the +s of",
    "the /s of AND land",
    "\"of the\" w/5 (act OR lands)",
    "\"of the\" w/5 (act OR used)",
    "use AND NOT \"the act\"",
    "use OR \"the act\"",
    "atleast3(the)",
    "atleast4(the)",
    "atleast3(of)",
    "\"land* the\"",
    "\"use * land\"",
    "\"the act\" AND lang:de",
    "\"the act\" AND lang:en",
    "Haus AND NOT \"the Haus\"",
};

// Enough for lists that are kept.
std::vector<Document> wordy_documents(std::mt19937& random, int first, int count) {
    static constexpr const char* kWords[] = {
        "the", "use", "used", "of", "land", "lands", "act", "Act.", "may", "\n\n", "Haus"};
    std::vector<Document> made;
    for (int i = first; i < first + count; ++i) {
        std::string text;
        for (std::size_t n = 20 + random() % 60; n > 0; --n) {
            text += std::string(kWords[random() % std::size(kWords)]) + " ";
        }
        made.push_back(test::make_document("d" + std::to_string(i),
                                           i % 5 == 0 ? "de" : "en",
                                           i % 3 == 0 ? "use of land" : "",
                                           text));
    }
    return made;
}

TEST(MatchKey, TellsQueriesApart) {
    std::mt19937 random(5);
    const test::TempDir dir;
    const Manifest manifest = test::build_index(dir.path(), wordy_documents(random, 0, 200));
    const IndexSnapshot index(dir.path(), manifest, nullptr);
    Analyzer analyzer;
    std::map<std::string, std::string> queries;
    for (const char* text : kQueries) {
        const auto parsed = parse_query(text);
        const auto compiled = compile_query(std::get<ParsedQuery>(parsed), index, {}, analyzer);
        const auto [other, is_new] =
            queries.try_emplace(match_key(std::get<CompiledQuery>(compiled)), text);
        EXPECT_TRUE(is_new) << text << " and " << other->second;
        const auto again = compile_query(std::get<ParsedQuery>(parsed), index, {}, analyzer);
        EXPECT_EQ(match_key(std::get<CompiledQuery>(again)), other->first) << text;
    }
}

struct Answers {
    std::vector<test::ScoredIds> pages;
    std::vector<std::uint64_t> totals;

    friend bool operator==(const Answers&, const Answers&) = default;
};

Answers ask_all(const Searcher& searcher) {
    Answers answers;
    for (const char* text : kQueries) {
        SearchRequest request;
        request.text = text;
        request.limit = 7;
        for (const std::uint32_t offset : {0U, 5U}) {
            for (const SortOrder sort : {SortOrder::relevance, SortOrder::oldest}) {
                request.offset = offset;
                request.sort = sort;
                const SearchResponse found = test::search(searcher, request);
                answers.pages.push_back(test::scored_ids(found));
                answers.totals.push_back(found.total);
            }
        }
        FacetRequest counts;
        counts.query.text = text;
        counts.fields = {FacetField::language};
        const auto facets = searcher.facets(counts);
        answers.totals.push_back(std::get<FacetResponse>(facets).total);
    }
    return answers;
}

void wait_for_revision(const Searcher& searcher, std::uint64_t revision) {
    while (searcher.status().revision != revision) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

TEST(MatchCache, ChangesNoAnswer) {
    std::mt19937 random(6);
    const test::TempDir dir;
    Manifest manifest = test::build_index(dir.path(), wordy_documents(random, 0, 1200), 2);
    const Searcher keeping(dir.path(), std::size_t{4} << 20);
    const Searcher all_new = keeping.limited_to({""});  // keeps nothing
    const auto expect_the_same = [&] {
        wait_for_revision(keeping, manifest.revision);
        const Answers expected = ask_all(Searcher(dir.path()));
        for (int round = 0; round < 2; ++round) EXPECT_EQ(ask_all(keeping), expected) << round;
        EXPECT_EQ(ask_all(all_new), expected);
    };
    expect_the_same();
    manifest = test::add_part(dir.path(), wordy_documents(random, 1200, 500));
    expect_the_same();
    manifest = test::delete_documents(dir.path(), {"d0", "d1", "d5", "d700", "d1300"});
    expect_the_same();
    manifest = test::delete_documents(dir.path(), {"d2", "d1400"});
    expect_the_same();
}

}  // namespace
}  // namespace gazette
