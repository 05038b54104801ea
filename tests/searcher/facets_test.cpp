// Facets against searches: each number is what a search with that value alone finds.
#include "searcher/facets.h"

#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

namespace gazette::test {
namespace {

FacetResponse facets(const Searcher& searcher, const FacetRequest& request) {
    auto answer = searcher.facets(request);
    if (auto* error = std::get_if<QueryError>(&answer)) throw std::runtime_error(error->message);
    return std::get<FacetResponse>(std::move(answer));
}

const Facet& facet_of(const FacetResponse& response, FacetField field) {
    const auto found = std::find_if(response.facets.begin(),
                                    response.facets.end(),
                                    [field](const Facet& facet) { return facet.field == field; });
    if (found == response.facets.end()) throw std::runtime_error("no such facet");
    return *found;
}

const FacetValue* value_of(const Facet& facet, const std::string& value) {
    const auto found =
        std::find_if(facet.values.begin(), facet.values.end(), [&value](const FacetValue& each) {
            return each.value == value;
        });
    return found == facet.values.end() ? nullptr : &*found;
}

std::vector<Document> documents() {
    std::vector<Document> all = own_documents();
    const std::vector<std::string> places = {"Northport", "Ostland", ""};
    const std::vector<std::string> houses = {"The Register", "Éditions du Port", "", "官報"};
    std::size_t number = 0;
    for (Document& document : random_documents(200, 11)) all.push_back(std::move(document));
    for (Document& document : all) {
        document.jurisdiction = places[number % places.size()];
        document.publisher = houses[number % houses.size()];
        if (number % 7 == 0) document.published = {};
        if (number % 11 == 0) document.lang = number % 2 == 0 ? "zh-Hant" : "zh-Hans";
        ++number;
    }
    return all;
}

// What of the request speaks of the field goes; the value alone stays.
SearchRequest with_value_alone(SearchRequest request, FacetField facet, const std::string& value) {
    const Field field = *field_of(facet == FacetField::year ? "date" : name_of(facet));
    std::erase_if(request.excluded, [field](const auto& each) { return each.field == field; });
    if (facet == FacetField::language) request.languages = {value};
    if (facet == FacetField::kind) request.kinds = {value};
    if (facet == FacetField::source) request.sources = {value};
    if (facet == FacetField::collection) request.collections = {value};
    if (facet == FacetField::year) {
        request.from = parse_iso_date(value).value();
        request.to = request.from;
    }
    if (facet == FacetField::publisher) request.publishers = {value};
    if (facet == FacetField::jurisdiction) request.jurisdictions = {value};
    return request;
}

class Facets : public testing::Test {
  protected:
    void SetUp() override {
        const auto all = documents();
        build_index(dir_.path(), all, 4);
        delete_documents(dir_.path(), {all[1].id, all[60].id});
        searcher_.emplace(dir_.path());
    }

    TempDir dir_;
    std::optional<Searcher> searcher_;
};

TEST_F(Facets, EachNumberIsWhatASearchWithThatValueAloneFinds) {
    std::vector<SearchRequest> requests;
    for (const char* query :
         {"bank", "bank OR duty", "\"of the\" OR 的", "kind:law OR kind:news"}) {
        SearchRequest request;
        request.text = query;
        requests.push_back(request);
        request.kinds = {"law", "NEWS"};
        requests.push_back(request);
        request.excluded = {{Field::source, "gazette"}, {Field::lang, "zh"}};
        requests.push_back(request);
        request.languages = {"en", "zh"};
        request.from = parse_iso_date("2001").value();
        requests.push_back(request);
        request.to = parse_iso_date("2015-06").value();
        request.excluded.push_back({Field::publisher, "the register"});
        request.jurisdictions = {"ostland"};
        requests.push_back(request);
    }
    std::uint64_t checked = 0;
    for (const SearchRequest& request : requests) {
        FacetRequest wanted;
        wanted.query = request;
        wanted.values = request_limits::kMaxFacetValues;
        const FacetResponse response = facets(*searcher_, wanted);
        EXPECT_EQ(CountRelation::exact, response.relation);
        EXPECT_EQ(search(*searcher_, request).total, response.total) << request.text;
        ASSERT_EQ(kFacetFields, response.facets.size());
        for (const Facet& facet : response.facets) {
            EXPECT_EQ(0U, facet.more);
            for (const FacetValue& value : facet.values) {
                const auto alone = with_value_alone(request, facet.field, value.value);
                EXPECT_EQ(search(*searcher_, alone).total, value.documents)
                    << request.text << " " << name_of(facet.field) << " " << value.value;
                ++checked;
            }
        }
    }
    EXPECT_GT(checked, 200U);
}

TEST_F(Facets, NumbersUnknownAndWiderAddUpToAllMatches) {
    FacetRequest wanted;
    wanted.values = request_limits::kMaxFacetValues;
    const FacetResponse response = facets(*searcher_, wanted);
    for (const Facet& facet : response.facets) {
        std::uint64_t sum = facet.unknown + facet.wider;
        for (const FacetValue& value : facet.values) sum += value.documents;
        EXPECT_EQ(response.total, sum) << name_of(facet.field);
    }
    EXPECT_GT(facet_of(response, FacetField::year).unknown, 0U);
    EXPECT_GT(facet_of(response, FacetField::jurisdiction).unknown, 0U);
}

TEST_F(Facets, WhatTheRequestNamesComesFirstFoundOrNot) {
    FacetRequest wanted;
    wanted.query.kinds = {"no such kind", "news"};
    wanted.query.excluded = {{Field::kind, "law"}};
    wanted.fields = {FacetField::kind};
    wanted.values = 1;
    const FacetResponse response = facets(*searcher_, wanted);
    ASSERT_EQ(1U, response.facets.size());
    const Facet& facet = response.facets.front();
    ASSERT_EQ(4U, facet.values.size());
    EXPECT_EQ("no such kind", facet.values[0].value);
    EXPECT_EQ(0U, facet.values[0].documents);
    EXPECT_TRUE(facet.values[1].chosen);
    EXPECT_TRUE(facet.values[2].excluded);
    EXPECT_GT(facet.values[2].documents, 0U);
    EXPECT_FALSE(facet.values[3].chosen);
    EXPECT_GT(facet.more, 0U);
}

TEST_F(Facets, AreListedByNumberYearsByTime) {
    const FacetResponse response = facets(*searcher_, {});
    const Facet& kinds = facet_of(response, FacetField::kind);
    EXPECT_TRUE(std::is_sorted(kinds.values.begin(), kinds.values.end(), [](auto& a, auto& b) {
        return a.documents > b.documents;
    }));
    const Facet& years = facet_of(response, FacetField::year);
    EXPECT_EQ(request_limits::kDefaultFacetValues, years.values.size());
    EXPECT_TRUE(std::is_sorted(years.values.begin(), years.values.end(), [](auto& a, auto& b) {
        return a.value > b.value;
    }));
}

TEST_F(Facets, ValuesAreSearchedWithoutCaseAndAccents) {
    FacetRequest wanted;
    wanted.fields = {FacetField::publisher};
    for (const char* containing : {"EDITIONS", "du port", "éd"}) {
        wanted.containing = containing;
        const FacetResponse response = facets(*searcher_, wanted);
        ASSERT_EQ(1U, response.facets.front().values.size()) << containing;
        EXPECT_EQ("Éditions du Port", response.facets.front().values.front().value);
    }
    wanted.containing = "報";
    EXPECT_NE(nullptr, value_of(facets(*searcher_, wanted).facets.front(), "官報"));
}

TEST_F(Facets, AQueryThatCannotBeReadIsAnError) {
    FacetRequest wanted;
    wanted.query.text = "\"open";
    EXPECT_TRUE(std::holds_alternative<QueryError>(searcher_->facets(wanted)));
}

}  // namespace
}  // namespace gazette::test
