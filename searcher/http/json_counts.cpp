// How counts are spelled: facets, timelines, what the index holds.
#include "searcher/http/json.h"
#include "searcher/http/json_parts.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace gazette {
namespace {

Json counts_json(const std::vector<LanguageCount>& counts) {
    Json list = Json::array();
    for (const LanguageCount& count : counts) {
        list.push_back({{"value", known(count.value)}, {"documents", count.documents}});
    }
    return list;
}

Json facet_json(const Facet& facet) {
    Json values = Json::array();
    for (const FacetValue& value : facet.values) {
        values.push_back({{"value", value.value},
                          {"documents", value.documents},
                          {"chosen", value.chosen},
                          {"excluded", value.excluded}});
    }
    return {{"field", name_of(facet.field)},
            {"values", std::move(values)},
            {"more", facet.more},
            {"unknown", facet.unknown},
            {"wider", facet.wider}};
}

Json time_count_json(const TimeCount& count) {
    return {{"matches", count.matches}, {"documents", count.documents}};
}

}  // namespace

std::string to_json(const FacetResponse& response) {
    Json facets = Json::array();
    for (const Facet& facet : response.facets) facets.push_back(facet_json(facet));
    const QueryReading& query = response.query;
    return spelled(
        {{"query", query_json(query.input, query.canonical, query.notices, query.reading)},
         {"total", total_json(response.total, response.relation)},
         {"partial", response.relation != CountRelation::exact},
         {"revision", response.revision},
         {"took_ms", to_thousandths(response.took_ms)},
         {"facets", std::move(facets)}});
}

std::string to_json(const TimelineResponse& response) {
    const QueryReading& query = response.query;
    Json slots = Json::array();
    for (const TimeSlot& slot : response.slots) {
        slots.push_back({{"slot", slot_name(slot, response.bucket)},
                         {"from", iso_day(slot.first)},
                         {"to", iso_day(slot.last)},
                         {"matches", slot.count.matches},
                         {"documents", slot.count.documents}});
    }
    return spelled(
        {{"query", query_json(query.input, query.canonical, query.notices, query.reading)},
         {"bucket", name_of(response.bucket)},
         {"partial", response.relation != CountRelation::exact},
         {"revision", response.revision},
         {"took_ms", to_thousandths(response.took_ms)},
         {"total", time_count_json(response.total)},
         {"slots", std::move(slots)},
         {"unknown", time_count_json(response.unknown)},
         {"wider", time_count_json(response.wider)},
         {"outside", time_count_json(response.outside)}});
}

std::string to_json(const StatusResponse& response) {
    return spelled({{"revision", response.revision},
                    {"published_at", known(response.published_at)},
                    {"stale", !response.problem.empty()},
                    {"analyzer", known(response.analyzer)},
                    {"documents", response.documents},
                    {"parts", response.parts},
                    {"text_bytes", response.text_bytes},
                    {"languages", counts_json(response.languages)},
                    {"kinds", counts_json(response.kinds)},
                    {"sources", counts_json(response.sources)},
                    {"collections", counts_json(response.collections)}});
}

}  // namespace gazette
