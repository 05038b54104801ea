// What a document is worth beside what it says of a query: how new it is, how often it is cited;
// and what it refers to.
#include "searcher/ranking.h"
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>

namespace gazette::test {
namespace {

Document act(const std::string& id,
             const std::string& published,
             const std::vector<Relation>& relations = {}) {
    Document document = make_document(id, "en", "Act " + id, "harbour dues", published);
    document.relations = relations;
    return document;
}

SearchRequest asking(const std::string& text, bool recency, bool authority) {
    SearchRequest request;
    request.text = text;
    request.limit = request_limits::kMaxHits;
    request.prior.recency = recency;
    request.prior.authority = authority;
    return request;
}

std::map<std::string, double> scores(const SearchResponse& response) {
    std::map<std::string, double> by_id;
    for (const Hit& hit : response.hits) by_id[hit.id] = hit.score;
    return by_id;
}

bool has_notice(const SearchResponse& response, const std::string& code) {
    const auto& notices = response.query.notices;
    return std::any_of(
        notices.begin(), notices.end(), [&](const Notice& notice) { return notice.code == code; });
}

TEST(Prior, RecencyIsWhatItsFormulaSays) {
    const TempDir dir;
    build_index(dir.path(),
                {act("new", "2020-12-31"),
                 act("old", "2018-01-01"),
                 act("undated", ""),
                 act("future", "9999-01-01")},
                2);
    const Searcher searcher(dir.path());
    const auto plain = scores(search(searcher, asking("harbour", false, false)));
    const auto recent = scores(search(searcher, asking("harbour", true, false)));
    const auto expected = [&](const std::string& id, double recency) {
        const double score = plain.at(id);
        return score + ranking::kRecencyShare * recency * (score + ranking::kPriorAlone);
    };
    EXPECT_DOUBLE_EQ(expected("new", 1.0), recent.at("new"));
    EXPECT_DOUBLE_EQ(expected("old", 365.0 / (365.0 + 1095.0)), recent.at("old"));
    EXPECT_DOUBLE_EQ(expected("undated", 0.0), recent.at("undated"));
    EXPECT_DOUBLE_EQ(expected("future", 1.0), recent.at("future"));

    SearchRequest slow = asking("harbour", true, false);
    slow.prior.half_life = 1095;
    EXPECT_DOUBLE_EQ(expected("old", 0.5), scores(search(searcher, slow)).at("old"));
}

TEST(Prior, RecencyAndAuthorityOrderWhatSaysTheSame) {
    const TempDir dir;
    std::vector<Document> documents = {act("a", "2001"), act("b", "2003"), act("c", "2002")};
    for (const char* id : {"x", "y", "z"}) {
        documents.push_back(make_document(id, "en", "Other " + std::string(id), "other", "1999"));
        documents.back().relations = {{"cites", "a", ""}};
    }
    documents[3].relations.push_back({"amends", "c", ""});
    build_index(dir.path(), documents, 3);
    const Searcher searcher(dir.path());
    using Ids = std::vector<std::string>;
    EXPECT_EQ((Ids{"b", "c", "a"}), ids_of(search(searcher, asking("harbour", true, false))));
    EXPECT_EQ((Ids{"a", "c", "b"}), ids_of(search(searcher, asking("harbour", false, true))));
    // Filters score nothing: the prior alone orders what they find.
    EXPECT_EQ("a", ids_of(search(searcher, asking("lang:en", false, true))).front());
    EXPECT_EQ("b", ids_of(search(searcher, asking("", true, false))).front());
}

TEST(Prior, CitationsAreOfDocumentsThatAreThere) {
    const TempDir dir;
    Document eu = act("eu", "2016");
    eu.identifiers = {{"celex", "32016R0679"}};
    std::vector<Document> documents = {
        eu,
        act("itself", "2016", {{"cites", "itself", ""}}),
        act("translated", "2016"),
        act("1", "2016", {{"cites", "32016R0679", ""}, {"translation_of", "translated", ""}}),
        act("2", "2016", {{"based_on", "Regulation (EU) 2016/679", ""}}),
        act("3", "2016", {{"cites", "", "32016R0679"}, {"part_of", "translated", ""}}),
        act("4", "2016", {{"repeals", "1", ""}}),
    };
    build_index(dir.path(), documents, 3);
    const auto counted = [&](const std::string& id) {
        const Searcher searcher(dir.path());
        const auto plain = scores(search(searcher, asking("harbour", false, false)));
        const auto cited = scores(search(searcher, asking("harbour", false, true)));
        const double share = (cited.at(id) - plain.at(id)) / (plain.at(id) + ranking::kPriorAlone) /
                             ranking::kAuthorityShare;
        return std::round(share * 100.0) / 100.0;
    };
    const double one_of_three = std::round(std::log(2.0) / std::log(4.0) * 100.0) / 100.0;
    EXPECT_EQ(1.0, counted("eu"));
    EXPECT_EQ(one_of_three, counted("1"));
    EXPECT_EQ(0.0, counted("itself"));
    EXPECT_EQ(0.0, counted("translated"));
    delete_documents(dir.path(), {"2", "4"});
    EXPECT_EQ(1.0, counted("eu"));
    EXPECT_EQ(0.0, counted("1"));
}

TEST(Prior, WhatRefersToADocumentIsFoundByItsNames) {
    const TempDir dir;
    build_index(dir.path(),
                {act("a", "", {{"cites", "32016R0679", ""}}),
                 act("b", "", {{"translation_of", "Cap. 486", ""}}),
                 act("c", "", {{"amends", "", "Directive 95/46/EC"}})},
                2);
    const Searcher searcher(dir.path());
    using Ids = std::vector<std::string>;
    EXPECT_EQ((Ids{"a"}), sorted_ids(searcher, "refers:32016R0679"));
    EXPECT_EQ((Ids{"a"}), sorted_ids(searcher, "refers:2016/679"));
    EXPECT_EQ((Ids{"a"}), sorted_ids(searcher, "refers:\"Regulation (EU) 2016/679\""));
    EXPECT_EQ((Ids{"b"}), sorted_ids(searcher, "refers:\"CAP 486\""));
    EXPECT_EQ((Ids{"b"}), sorted_ids(searcher, "refers:第486章"));
    EXPECT_EQ((Ids{"c"}), sorted_ids(searcher, "refers:\"directive 95/46/ec\""));
    EXPECT_EQ((Ids{"b", "c"}), sorted_ids(searcher, "harbour -refers:2016/679"));
    EXPECT_EQ(Ids{}, sorted_ids(searcher, "refers:486"));
    SearchRequest empty;
    empty.text = "refers:\"--\"";
    EXPECT_TRUE(std::holds_alternative<QueryError>(searcher.search(empty)));
}

TEST(Prior, WhatIsNamedStaysFirst) {
    const TempDir dir;
    std::vector<Document> documents = {make_document("named", "en", "Harbour Dues", "x", "1900")};
    for (int i = 0; i < 30; ++i) {
        const std::string id = "d" + std::to_string(i);
        documents.push_back(make_document(id,
                                          "en",
                                          "Harbour dues and harbour dues",
                                          "harbour dues harbour dues harbour dues",
                                          "2020"));
        if (i > 0) documents.back().relations = {{"cites", "d0", ""}};
    }
    build_index(dir.path(), documents, 4);
    const Searcher searcher(dir.path());
    const auto ids = ids_of(search(searcher, asking("Harbour Dues", true, true)));
    ASSERT_EQ(31U, ids.size());
    EXPECT_EQ("named", ids[0]);
    EXPECT_EQ("d0", ids[1]);
}

TEST(Prior, SaysWhereItChangesNothing) {
    const TempDir dir;
    build_index(dir.path(), {act("a", ""), act("b", "", {{"cites", "nothing here", ""}})});
    const Searcher searcher(dir.path());
    const auto response = search(searcher, asking("harbour", true, true));
    EXPECT_TRUE(has_notice(response, "no_dates"));
    EXPECT_TRUE(has_notice(response, "no_citations"));
    EXPECT_EQ(2U, response.total);
    EXPECT_FALSE(has_notice(search(searcher, "harbour"), "no_dates"));
}

// Random citations among documents with many ties.
std::vector<Document> citing_documents(unsigned seed) {
    auto documents = random_documents(200, seed);
    std::mt19937 random(seed);
    for (Document& document : documents) {
        for (unsigned i = random() % 4; i > 0; --i) {
            document.relations.push_back({"cites", documents[random() % 40].id, ""});
        }
        if (random() % 3 != 0) {
            document.published.first = civil_day(2000, 1, 1) + static_cast<int>(random() % 7000);
            document.published.last = document.published.first;
            document.published.precision = DatePrecision::day;
        }
    }
    return documents;
}

TEST(Prior, IsTheSameHoweverTheIndexIsCutAndHoweverItIsRead) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        const auto documents = citing_documents(seed);
        const TempDir one;
        const TempDir many;
        build_index(one.path(), documents, 1);
        build_index(many.path(), documents, 7);
        delete_documents(one.path(), {documents[1].id, documents[30].id});
        delete_documents(many.path(), {documents[1].id, documents[30].id});
        const Searcher whole(one.path());
        const Searcher cut(many.path());
        for (const char* query : {"", "bank", "bank OR harbour OR duty", "bank -harbour"}) {
            SearchRequest request = asking(query, true, true);
            request.prior.half_life = 100 * seed;
            const auto expected = scored_ids(search(whole, request));
            EXPECT_EQ(expected, scored_ids(search(cut, request))) << query;
            // By small pages: what is left out by its bound is not among the best.
            ScoredIds paged;
            request.limit = 7;
            while (paged.size() < expected.size()) {
                const SearchResponse response = search(cut, request);
                for (const auto& hit : scored_ids(response)) paged.push_back(hit);
                if (!response.next) break;
                request.resume = response.next;
            }
            paged.resize(std::min(paged.size(), expected.size()));
            EXPECT_EQ(expected, paged) << query;
        }
    }
}

}  // namespace
}  // namespace gazette::test
