// A list of hits to its last one: pages that go on from a state of the index, whatever is published
// meanwhile; and what is answered where time is up.
#include "indexer/format/index_error.h"
#include "searcher/index_reader.h"
#include "searcher/query/compiler.h"
#include "searcher/query/parser.h"
#include "searcher/retrieval.h"
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace gazette::test {
namespace {

ScoredIds read_on(const Searcher& searcher, SearchRequest request) {
    ScoredIds all;
    for (;;) {
        const SearchResponse response = search(searcher, request);
        EXPECT_EQ(all.size(), response.first);
        for (const auto& hit : scored_ids(response)) all.push_back(hit);
        EXPECT_EQ(response.next.has_value(), all.size() < response.total);
        if (!response.next || all.size() > response.total) return all;
        request.resume = response.next;
        request.offset = 0;
    }
}

ScoredIds all_at_once(const Searcher& searcher, const SearchRequest& request) {
    ScoredIds all;
    const auto answer = searcher.search_all(request, [&](const Hit& hit) {
        all.push_back({hit.id, hit.score});
        return true;
    });
    const std::uint64_t total = std::get<SearchResponse>(answer).total;
    EXPECT_EQ(total - std::min<std::uint64_t>(total, request.offset), all.size());
    return all;
}

// The documents have many ties, of scores and of dates.
TEST(Paging, PagesPutTogetherAreTheWholeList) {
    const TempDir dir;
    auto documents = random_documents(300, 7);
    for (const Document& document : own_documents()) documents.push_back(document);
    build_index(dir.path(), documents, 5);
    delete_documents(dir.path(), {documents[3].id, documents[250].id});
    const Searcher searcher(dir.path());
    for (const char* query : {"",
                              "kind:law",
                              "bank",
                              "bank OR harbour OR duty",
                              "\"of the\"",
                              "bank NEAR/3 duty",
                              "bank -harbour",
                              "no-such-word"}) {
        for (const SortOrder sort : {SortOrder::relevance, SortOrder::newest, SortOrder::oldest}) {
            SearchRequest request;
            request.text = query;
            request.sort = sort;
            const ScoredIds expected = all_at_once(searcher, request);
            for (const std::uint32_t limit : {1U, 7U, 100U}) {
                request.limit = limit;
                EXPECT_EQ(expected, read_on(searcher, request)) << query << " by " << limit;
            }
            request.offset = 5;
            const ScoredIds rest = all_at_once(searcher, request);
            EXPECT_EQ(expected.size() - std::min<std::size_t>(5, expected.size()), rest.size());
            EXPECT_TRUE(std::equal(rest.begin(),
                                   rest.end(),
                                   expected.end() - static_cast<std::ptrdiff_t>(rest.size())));
        }
    }
}

TEST(Paging, ReadsOnInTheStateThatItBeganIn) {
    const TempDir dir;
    const auto documents = random_documents(60, 3);
    build_index(dir.path(), documents, 3);
    const Searcher searcher(dir.path());
    SearchRequest request;
    request.limit = 10;
    const ScoredIds before = all_at_once(searcher, request);
    const SearchResponse first = search(searcher, request);

    add_part(dir.path(), {make_document("new", "en", "New", "Something new", "2030")});
    replace_parts(dir.path(), {documents.begin(), documents.begin() + 5});
    for (int i = 0; i < 400 && search(searcher, request).revision == first.revision; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_NE(first.revision, search(searcher, request).revision);

    ScoredIds seen = scored_ids(first);
    for (auto next = first.next; next;) {
        SearchRequest on = request;
        on.resume = next;
        const SearchResponse page = search(searcher, on);
        EXPECT_EQ(first.revision, page.revision);
        EXPECT_EQ(first.total, page.total);
        for (const auto& hit : scored_ids(page)) seen.push_back(hit);
        next = page.next;
    }
    EXPECT_EQ(before, seen);
}

TEST(Paging, SaysThatAStateIsGone) {
    const TempDir dir;
    build_index(dir.path(), random_documents(20, 3));
    const Searcher searcher(dir.path());
    SearchRequest request;
    request.limit = 1;
    const SearchResponse first = search(searcher, request);
    for (auto change : {+[](ResumePoint& point) { ++point.revision; },
                        +[](ResumePoint& point) { point.published_at = "never"; },
                        +[](ResumePoint& point) { point.id = "no such document"; }}) {
        request.resume = first.next;
        change(*request.resume);
        const auto answer = searcher.search(request);
        ASSERT_TRUE(std::holds_alternative<QueryError>(answer));
        EXPECT_EQ("cursor_expired", std::get<QueryError>(answer).code);
    }
}

TEST(Paging, KeepsAFewStatesForAWhile) {
    const TempDir dir;
    build_index(dir.path(), random_documents(5, 3));
    const IndexReader reader(dir.path());
    const auto first = reader.current();
    const Manifest manifest = first->manifest();
    reader.pin(first);
    EXPECT_EQ(first, reader.pinned(manifest.revision, manifest.published_at));
    EXPECT_EQ(nullptr, reader.pinned(manifest.revision + 1, manifest.published_at));

    // More states than there is room for: the first one goes.
    std::vector<std::shared_ptr<const IndexSnapshot>> states;
    for (std::size_t i = 0; i < kMaxPinned; ++i) {
        Manifest other = manifest;
        other.revision += 10 + i;
        states.push_back(std::make_shared<const IndexSnapshot>(dir.path(), other, first.get()));
        reader.pin(states.back());
    }
    const auto is_kept = [&](const std::shared_ptr<const IndexSnapshot>& state) {
        return reader.pinned(state->manifest().revision, state->manifest().published_at) == state;
    };
    for (const auto& state : states) EXPECT_TRUE(is_kept(state));
    reader.unpin_old(std::chrono::steady_clock::now());
    EXPECT_TRUE(is_kept(states.front()));
    EXPECT_TRUE(is_kept(first));  // it is the newest, pinned or not: and now takes a place
    EXPECT_FALSE(is_kept(states[1]));
    reader.unpin_old(std::chrono::steady_clock::now() + 2 * kPinnedFor);
    EXPECT_FALSE(is_kept(states.back()));
}

class OutOfTime : public testing::Test {
  protected:
    OutOfTime() {
        build_index(dir_.path(), random_documents(2000, 4), 4);
        reader_ = std::make_unique<IndexReader>(dir_.path());
    }

    // Time is up at the `looks`-th look at the clock.
    Retrieved found(const std::string& text, int looks) {
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        const auto parsed = std::get<ParsedQuery>(parse_query(text));
        const auto query = std::get<CompiledQuery>(compile_query(parsed, *index, {}, *analyzer));
        Page page;
        page.limit = 10;
        const Deadline deadline([left = looks]() mutable { return left-- <= 0; });
        return retrieve(*index, query, page, *analyzer, deadline);
    }

    TempDir dir_;
    std::unique_ptr<IndexReader> reader_;
};

TEST_F(OutOfTime, GivesWhatItHasAndSaysSo) {
    for (const char* query : {"", "bank OR duty", "\"bank duty\"", "bank NEAR/5 duty"}) {
        const Retrieved all = found(query, 1'000'000);
        ASSERT_TRUE(all.complete) << query;
        ASSERT_GT(all.total, 10U) << query;
        std::uint64_t most = 0;
        for (const int looks : {0, 1, 2, 4, 6, 8, 12, 20, 50}) {
            const Retrieved some = found(query, looks);
            EXPECT_LE(some.total, all.total) << query;
            EXPECT_GE(some.total, most) << query;
            if (some.complete) {
                EXPECT_EQ(all.total, some.total) << query;
            }
            EXPECT_EQ(std::min<std::uint64_t>(10, some.total), some.hits.size()) << query;
            most = some.total;
        }
        EXPECT_EQ(0U, found(query, 0).total);
        EXPECT_FALSE(found(query, 0).complete);
        EXPECT_GT(most, 0U) << query;
    }
}

}  // namespace
}  // namespace gazette::test
