// The index finds what Xapian finds by itself in a database of the same terms, in the same order
// and with the same scores, kind by kind of the bench's queries.
#include "indexer/analysis/fingerprint.h"
#include "searcher/index_snapshot.h"
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"
#include "tools/bench/peers/terms_in_xapian.h"
#include "tools/bench/scored_hits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>

namespace gazette {
namespace {

using bench::BenchQuery;

// What more than a page of documents is, and stands first for.
constexpr const char* kFirst = "energy notice";

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
    queries.push_back({"or_2", kFirst});
    queries.push_back({"and_2", kFirst});
    for (int i = 0; i < 24; ++i) {
        const auto word = [&] { return words[random() % words.size()]; };
        const std::size_t at = random() % (words.size() - 2);
        const std::string side_by_side = words[at] + " " + words[at + 1];
        std::string other = word();
        while (other == words[at]) other = word();
        const std::string pair = words[at] + " " + other;
        queries.push_back({"term_mid", word()});
        queries.push_back({"and_2", pair});
        queries.push_back({"or_2", pair});
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

constexpr std::uint32_t kAll = request_limits::kMaxRanked;

// Two parts' worth: more documents in each than in the widest window of any_word.cpp, and many of
// the one part in the other, too, so that scores are the same; some without a word, and some with
// headings.
std::vector<Document> many_documents() {
    std::vector<Document> documents;
    const auto add = [&](Document document) {
        document.id = std::to_string(documents.size() * 7919 % 10007) + "/" + document.id;
        documents.push_back(std::move(document));
    };
    const auto drawn = test::random_documents(4400, 11);
    for (std::size_t i = 0; i < 2 * drawn.size(); ++i) {
        const bool again = i >= drawn.size();
        if (again && i % 6 == 0) continue;
        add(drawn[again ? i - drawn.size() : i]);
        if (i % 50 == 0) add(test::make_document("none", "en", "", ""));
        if (i % 200 == 0) add(test::make_document("first", "en", kFirst, kFirst, "2019-02"));
    }
    for (const Document& document : test::own_documents()) add(document);
    for (const auto& [lang, text] : test::unspaced_sentences()) {
        add(test::make_document("s", lang, "", text));
    }
    for (std::size_t i = 0; i < documents.size(); i += 11) {
        Document& document = documents[i];
        const auto end = static_cast<std::uint32_t>(document.text.find(' '));
        if (end >= document.text.size() || !document.segments.empty()) continue;
        Segment& heading = document.segments.emplace_back();
        heading.kind = SegmentKind::heading;
        heading.end = end;
    }
    return documents;
}

std::vector<std::string> sorted_ids(const std::vector<bench::ScoredHit>& hits) {
    std::vector<std::string> ids;
    for (const bench::ScoredHit& hit : hits) ids.push_back(hit.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

// By the ranking as it is, which says nothing of what is found.
std::vector<std::string> found_by(const Searcher& searcher, const BenchQuery& query) {
    SearchRequest request;
    request.text = bench::query_text(query.kind, query.words).value();
    request.limit = kAll;
    std::vector<bench::ScoredHit> hits;
    const auto answer = searcher.rank(request);
    for (const RankedDocument& hit : std::get<std::vector<RankedDocument>>(answer)) {
        hits.push_back({hit.id, hit.score});
    }
    return sorted_ids(hits);
}

// All by plain BM25, and pages of them.
void expect_same(const IndexSnapshot& index,
                 const CompiledQuery& query,
                 SortOrder sort,
                 const std::vector<bench::ScoredHit>& expected) {
    Analyzer analyzer;
    const auto all = bench::plain_hits(index, query, sort, kAll, analyzer);
    EXPECT_EQ(bench::difference(all, expected, sort == SortOrder::relevance).text, "");
    for (const std::uint32_t most : {10U, 100U}) {
        const auto found = bench::plain_hits(index, query, sort, most, analyzer);
        EXPECT_TRUE(bench::are_first(found, all, most)) << most;
    }
}

// An index of which each ninth document is deleted, and Xapian's database of the others.
struct Made {
    explicit Made(const std::vector<Document>& documents)
        : snapshot(dir.path(),
                   manifest_of(dir.path(), documents),
                   nullptr,
                   // What positions decide is found once, and known then.
                   std::make_shared<MatchCache>(std::size_t{1} << 20)) {
        Analyzer analyzer;
        for (std::size_t i = 0; i < documents.size(); ++i) {
            if (i % 9 != 0) xapian.add(documents[i], analyzer);
        }
    }

    static Manifest manifest_of(const std::filesystem::path& index,
                                const std::vector<Document>& documents) {
        test::build_index(index, documents, 2);
        std::vector<std::string> deleted;
        for (std::size_t i = 0; i < documents.size(); i += 9) deleted.push_back(documents[i].id);
        return test::delete_documents(index, deleted);
    }

    test::TempDir dir;
    IndexSnapshot snapshot;
    bench::TermsInXapian xapian;
};

TEST(Xapian, FindsOrdersAndScoresTheSameInTheSameTerms) {
    const std::vector<Document> documents = many_documents();
    Made made(documents);
    const Searcher searcher(made.dir.path());
    Analyzer analyzer;
    std::map<std::string, std::size_t> hits;
    for (const BenchQuery& query : drawn_queries(documents, 3)) {
        SCOPED_TRACE(query.kind + ' ' + query.words);
        const auto expected = made.xapian.hits(query, made.snapshot, analyzer);
        ASSERT_TRUE(expected.has_value());
        EXPECT_EQ(found_by(searcher, query), sorted_ids(*expected));
        const SearchRequest request = bench::request_of(query);
        expect_same(made.snapshot,
                    bench::compiled(made.snapshot, request, analyzer),
                    request.sort,
                    *expected);
        hits[query.kind] += expected->size();
    }
    for (const auto& [kind, count] : hits) EXPECT_GT(count, 0U) << kind;
    EXPECT_FALSE(
        made.xapian.hits({"sentence_common", "tax law"}, made.snapshot, analyzer).has_value());
}

TEST(Xapian, ScoresTreesTheSame) {
    Made made(many_documents());
    Analyzer analyzer;
    for (const char* text : {
             "(energy AND notice) OR budget",
             "(energy OR budget) AND (notice OR court OR water)",
             "(energy AND notice) OR (energy AND water) OR \"water notice\"",
             "tax* AND notice",
             "budget OR law* OR tax* OR ban?",
             "(tax* AND law*) OR energy",
             "energy NOT law",
             "(energy OR \"court water\") NOT (bank AND duty)",
             "energy AND NOT \"tax law\" AND NOT care",
             "NOT law",
             "\"law tax\" OR \"tax law\" OR energy",
             "\"law laws\" AND (energy OR court)",
             "energy OR energy OR notice",
         }) {
        SCOPED_TRACE(text);
        SearchRequest request;
        request.text = text;
        const CompiledQuery query = bench::compiled(made.snapshot, request, analyzer);
        const std::vector<bench::ScoredHit> expected = made.xapian.hits(query);
        EXPECT_FALSE(expected.empty());
        expect_same(made.snapshot, query, SortOrder::relevance, expected);
    }
}

TEST(Xapian, DifferencesAreSeen) {
    using bench::are_first;
    using bench::difference;
    const std::vector<bench::ScoredHit> all = {{"a", 3.0}, {"b", 2.0}, {"c", 2.0}, {"d", 1.0}};
    EXPECT_EQ(difference(all, all, true).text, "");
    EXPECT_EQ(difference({}, {}, true).text, "");
    EXPECT_NE(difference({all[0], all[1], all[2]}, all, true).text, "");
    EXPECT_NE(difference(all, {all[0], all[1], all[2]}, true).text, "");
    EXPECT_NE(difference({all[1], all[0], all[2], all[3]}, all, true).text, "");
    EXPECT_NE(difference({all[0], all[0], all[2], all[3]}, all, true).text, "");
    EXPECT_NE(difference({all[0], {"e", 2.0}, all[2], all[3]}, all, true).text, "");
    EXPECT_NE(difference({all[0], {"b", 2.0 + 1e-11}, all[2], all[3]}, all, true).text, "");
    // What is equal in both stands in one order; what rounding tells apart may stand in another.
    EXPECT_NE(difference({all[0], all[2], all[1], all[3]}, all, true).text, "");
    const auto swapped = difference({all[0], {"c", 2.0 + 1e-15}, all[1], all[3]}, all, true);
    EXPECT_EQ(swapped.text, "");
    EXPECT_EQ(swapped.rounded_ties, 2U);
    EXPECT_NE(difference({all[0], {"c", 2.0 + 1e-15}, all[1], all[3]}, all, false).text, "");

    EXPECT_TRUE(are_first({all[0], all[1]}, all, 2));
    EXPECT_TRUE(are_first(all, all, 10));
    EXPECT_FALSE(are_first({all[0], all[1]}, all, 3));
    EXPECT_FALSE(are_first({all[0], all[2]}, all, 2));
}

}  // namespace
}  // namespace gazette
