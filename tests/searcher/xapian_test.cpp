// The index finds what Xapian finds by itself in a database of the same terms, kind by kind of the
// bench's queries.
#include "indexer/analysis/fingerprint.h"
#include "searcher/index_snapshot.h"
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"
#include "tools/bench/peers/terms_in_xapian.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace gazette {
namespace {

using bench::BenchQuery;

// Words and pairs of them, of English documents; pieces of Chinese ones.
std::vector<BenchQuery> drawn_queries(const std::vector<Document>& documents, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::string> words;
    for (const Document& document : documents) {
        if (document.lang != "en") continue;
        for (const std::string& word : bench::split_words(document.text)) {
            const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
            if (word.size() > 3 && std::all_of(word.begin(), word.end(), is_letter)) {
                words.push_back(word);
            }
        }
    }
    std::vector<BenchQuery> queries;
    for (const auto& [lang, text] : test::unspaced_sentences()) {
        // Han of three bytes each.
        const bool four = text.size() > 15 && std::all_of(&text[0], &text[15], [](char c) {
                              return static_cast<unsigned char>(c) >= 0x80;
                          });
        if (!four || !lang.starts_with("zh")) continue;
        queries.push_back({"phrase_chinese", text.substr(3, 12)});
        queries.push_back({"snippets_chinese", text.substr(0, 6)});
    }
    for (int i = 0; i < 40; ++i) {
        const auto word = [&] { return words[random() % words.size()]; };
        const std::size_t at = random() % (words.size() - 2);
        const std::string side_by_side = words[at] + " " + words[at + 1];
        std::string other = word();
        while (other == words[at]) other = word();
        const std::string pair = words[at] + " " + other;
        queries.push_back({"term_mid", word()});
        queries.push_back({"and_2", pair});
        queries.push_back({"or_5", word() + " " + word() + " " + word()});
        queries.push_back({"phrase_content", side_by_side});
        queries.push_back({"within_10", pair});
        queries.push_back({"ordered_10_common", pair});
        queries.push_back({"prefix_5", word().substr(0, 3)});
        queries.push_back({"date_term", word() + " 2018-03-05 2020-11-30"});
        queries.push_back({"newest", word()});
    }
    return queries;
}

std::vector<std::string> found_by(const Searcher& searcher, const BenchQuery& query) {
    SearchRequest request;
    request.text = bench::query_text(query.kind, query.words).value();
    request.limit = request_limits::kMaxRanked;
    if (query.kind == "newest") request.sort = SortOrder::newest;
    std::vector<std::string> ids;
    const auto answer = searcher.rank(request);
    for (const RankedDocument& hit : std::get<std::vector<RankedDocument>>(answer)) {
        ids.push_back(hit.id);
    }
    if (query.kind != "newest") std::sort(ids.begin(), ids.end());
    return ids;
}

TEST(Xapian, FindsTheSameInTheSameTerms) {
    auto documents = test::random_documents(300, 11);
    for (Document& document : test::own_documents()) documents.push_back(std::move(document));
    for (const auto& [lang, text] : test::unspaced_sentences()) {
        documents.push_back(
            test::make_document("s" + std::to_string(documents.size()), lang, "", text));
    }
    const test::TempDir dir;
    const Manifest manifest = test::build_index(dir.path(), documents, 3);
    const Searcher searcher(dir.path());
    const IndexSnapshot snapshot(dir.path(), manifest, nullptr);
    Analyzer analyzer;
    bench::TermsInXapian xapian;
    for (const Document& document : documents) xapian.add(document, analyzer);
    std::map<std::string, std::size_t> hits;
    for (const BenchQuery& query : drawn_queries(documents, 3)) {
        const auto expected = xapian.hits(query, snapshot, analyzer);
        ASSERT_TRUE(expected.has_value());
        EXPECT_EQ(found_by(searcher, query), *expected) << query.kind << ' ' << query.words;
        hits[query.kind] += expected->size();
    }
    for (const auto& [kind, count] : hits) EXPECT_GT(count, 0U) << kind;
    EXPECT_FALSE(xapian.hits({"sentence_common", "tax law"}, snapshot, analyzer).has_value());
}

}  // namespace
}  // namespace gazette
