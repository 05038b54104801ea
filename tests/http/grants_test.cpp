// What a token may not see is as if it had never been there: every answer is compared with that of
// an index that never had the hidden documents.
#include "searcher/facets.h"
#include "searcher/http/json.h"
#include "searcher/http/search_service.h"
#include "searcher/timeline.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

// Documents of two collections whose words overlap: hidden ones change every statistic, have
// languages, sources, kinds and words of their own, and copies of ids' beginnings.
std::vector<Document> documents(bool with_hidden) {
    static const std::vector<std::string> kShared = {
        "law", "duty", "care", "court", "budget", "法律", "個人資料", "treaty", "§"};
    static const std::vector<std::string> kHidden = {"whistleblower", "lawless", "dutiful", "法院"};
    std::mt19937 random(7);
    std::vector<Document> all;
    for (int i = 0; i < 120; ++i) {
        const bool hidden = i % 3 == 1 || (i >= 60 && i < 80);
        std::string text;
        const auto length = 5 + random() % 60;
        for (unsigned n = 0; n < length; ++n) {
            const bool own = hidden && random() % 4 == 0;
            text += own ? kHidden[random() % kHidden.size()] : kShared[random() % kShared.size()];
            text += random() % 9 == 0 ? ". " : " ";
        }
        Document document = make_document((hidden ? "h" : "o") + std::to_string(i),
                                          hidden && i % 2 == 0 ? "fr" : "en",
                                          hidden ? "Whistleblower " : "Report",
                                          text,
                                          i % 5 == 0 ? "" : "20" + std::to_string(10 + i % 9));
        document.collection = hidden ? (i % 2 == 0 ? "sealed" : "") : "open";
        document.source = hidden ? "leak" : "gazette";
        document.kind = hidden ? "case" : "law";
        if (!hidden || with_hidden) all.push_back(std::move(document));
    }
    return all;
}

class Grants : public testing::Test {
  protected:
    void SetUp() override {
        build_index(folder_ / "all", documents(true), 4);
        build_index(folder_ / "open", documents(false), 2);
        all_.emplace(folder_ / "all");
        open_.emplace(folder_ / "open");
    }

    // Without what the grant does not hide, and what differs between any two indexes: revision,
    // time of publication, how long it took.
    static std::string shown(std::variant<SearchResponse, QueryError> answer) {
        if (const auto* error = std::get_if<QueryError>(&answer)) {
            return error->code + " " + error->message;
        }
        auto& response = std::get<SearchResponse>(answer);
        response.took_ms = 0;
        response.revision = 0;
        return to_json(response);
    }

    // Facets and timeline.
    void expect_same_counts(const Searcher& limited, const SearchRequest& query) const {
        const auto counted = [](auto answer) {
            if (const auto* error = std::get_if<QueryError>(&answer)) return error->code;
            std::get<0>(answer).took_ms = 0;
            std::get<0>(answer).revision = 0;
            return to_json(std::get<0>(answer));
        };
        FacetRequest facets;
        facets.query = query;
        EXPECT_EQ(counted(limited.facets(facets)), counted(open_->facets(facets))) << query.text;
        TimelineRequest timeline;
        timeline.query = query;
        EXPECT_EQ(counted(limited.timeline(timeline)), counted(open_->timeline(timeline)))
            << query.text;
    }

    TempDir folder_;
    std::optional<Searcher> all_;
    std::optional<Searcher> open_;
};

TEST_F(Grants, AnswerAsAnIndexThatNeverHadTheHiddenDocuments) {
    const Searcher limited = all_->limited_to({"open"});
    for (const std::string text : {"",
                                   "law",
                                   "duty care",
                                   "\"duty care\"",
                                   "duty NEAR/3 care",
                                   "law AND NOT court",
                                   "法",
                                   "法律",
                                   "\"個人\"",
                                   "§",
                                   "whistleblower",
                                   "lawless",
                                   "whistleblower OR budget",
                                   "whistleblower budget treaty",
                                   "title:whistleblower",
                                   "law*",
                                   "dut*",
                                   "whistle*",
                                   "lawles~",
                                   "lang:fr",
                                   "kind:case",
                                   "source:leak",
                                   "collection:sealed",
                                   "date:2012..2014",
                                   "(law OR duty) AND date:2011"}) {
        for (const SortOrder sort : {SortOrder::relevance, SortOrder::newest}) {
            SearchRequest request;
            request.text = text;
            request.sort = sort;
            request.limit = 50;
            request.spans = true;
            EXPECT_EQ(shown(limited.search(request)), shown(open_->search(request))) << text;
            expect_same_counts(limited, request);
            auto one = limited.explain(request);
            auto other = open_->explain(request);
            ASSERT_EQ(one.index(), other.index()) << text;
            if (one.index() != 0) continue;
            std::get<Explanation>(one).revision = std::get<Explanation>(other).revision = 0;
            EXPECT_EQ(to_json(std::get<Explanation>(one)), to_json(std::get<Explanation>(other)))
                << text;
        }
    }
}

TEST_F(Grants, HideDocumentsAndTheirFacets) {
    const Searcher limited = all_->limited_to({"open"});
    DocumentRequest request;
    request.id = "h1";
    EXPECT_TRUE(std::get<0>(all_->document(request)).has_value());
    EXPECT_FALSE(std::get<0>(limited.document(request)).has_value());
    request.id = "o0";
    EXPECT_TRUE(std::get<0>(limited.document(request)).has_value());

    StatusResponse status = limited.status();
    StatusResponse other = open_->status();
    EXPECT_EQ(status.text_bytes, 0U);  // not said
    for (StatusResponse* one : {&status, &other}) {
        one->revision = 0;
        one->published_at.clear();
        one->parts = 0;
        one->text_bytes = 0;
    }
    EXPECT_EQ(to_json(status), to_json(other));
}

TEST_F(Grants, OfNothingThatIsThereSeeNothing) {
    const Searcher limited = all_->limited_to({"no such collection"});
    EXPECT_EQ(std::get<0>(limited.search({})).total, 0U);
    EXPECT_EQ(limited.status().documents, 0U);
    // Documents without a collection are no part of a grant.
    EXPECT_EQ(std::get<0>(all_->limited_to({"sealed"}).search({})).total,
              std::get<0>(all_->search([] {
                  SearchRequest request;
                  request.collections = {"sealed"};
                  return request;
              }()))
                  .total);
}

TEST_F(Grants, ReadOnInTheStateThatTheyBeganWith) {
    const Searcher limited = all_->limited_to({"open"});
    SearchRequest request;
    request.limit = 10;
    std::vector<std::string> ids;
    for (int page = 0; page < 20; ++page) {
        const auto answer = limited.search(request);
        ASSERT_EQ(answer.index(), 0U);
        const auto& response = std::get<0>(answer);
        for (const Hit& hit : response.hits) ids.push_back(hit.id);
        if (page == 0) delete_documents(folder_ / "all", {"o0"});
        if (!response.next) break;
        request.resume = response.next;
    }
    EXPECT_EQ(ids.size(), documents(false).size());
    for (const std::string& id : ids) EXPECT_EQ(id[0], 'o');
}

}  // namespace
}  // namespace gazette::test
