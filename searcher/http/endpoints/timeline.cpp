#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/parameters.h"

#include <string>
#include <utility>

namespace gazette {
namespace {

void add_row(std::string& csv, const std::string& what, const TimeCount& count) {
    csv +=
        what + "," + std::to_string(count.matches) + "," + std::to_string(count.documents) + "\r\n";
}

// RFC 4180. Nothing in it comes from a document, so nothing in it can be taken for a formula.
std::string to_csv(const TimelineResponse& response) {
    const bool exact = response.relation == CountRelation::exact;
    std::string csv =
        std::string("slot,from,to,") + (exact ? "matches" : "matches_at_least") + ",documents\r\n";
    for (const TimeSlot& slot : response.slots) {
        add_row(
            csv,
            slot_name(slot, response.bucket) + "," + iso_day(slot.first) + "," + iso_day(slot.last),
            slot.count);
    }
    add_row(csv, "unknown,,", response.unknown);
    add_row(csv, "wider,,", response.wider);
    add_row(csv, "outside,,", response.outside);
    add_row(csv, "total,,", response.total);
    return csv;
}

}  // namespace

Answer answer_timeline(const HttpRequest& request, const SearchService& service) {
    const auto asked = parse_timeline_parameters(request);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const auto& wanted = std::get<AskedTimeline>(asked);

    auto counted = service.timeline(wanted.timeline);
    if (const auto* wrong = std::get_if<QueryError>(&counted)) {
        return problem_of(*wrong, wanted.timeline.query.text);
    }
    auto& response = std::get<TimelineResponse>(counted);
    if (wanted.format == TableFormat::csv) {
        const std::string csv = to_csv(response);
        HttpReply reply = fresh_reply(request, "text/csv; charset=utf-8; header=present", csv, csv);
        reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"timeline.csv\"");
        return reply;
    }
    return timed_reply(request, to_json(response));
}

}  // namespace gazette
