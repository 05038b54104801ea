#include "searcher/result_page.h"

#include "searcher/presentation.h"
#include "searcher/prior.h"
#include "searcher/retrieval.h"
#include "searcher/search_error.h"

#include <cstdint>
#include <string>
#include <utility>

namespace gazette {
namespace {

using Clock = std::chrono::steady_clock;

// The hit that a search resumes behind.
std::variant<AfterHit, QueryError> after_hit(const IndexSnapshot& index, const ResumePoint& point) {
    const auto place = index.find(point.id);
    if (!place) return cursor_expired();
    return AfterHit{point.score, *place};
}

Notice partial_notice() {
    return {"partial_answer",
            "The search was stopped after " +
                std::to_string(request_limits::kMaxSearchTime.count()) +
                " s: these are the best of the documents looked at until then, and there may be "
                "more and better ones. Ask for the exact answer, or narrow the search.",
            {}};
}

// What was found in time; an error where that says nothing, or the exact answer was asked for.
void require_an_answer(const Retrieved& found, const SearchRequest& request) {
    if (found.complete) return;
    if (request.exact_total || found.total == 0) throw out_of_time(time_for(request));
}

// Where the next page begins; nothing where this one has the last hit, or is not complete and so
// not in its final order.
std::optional<ResumePoint> next_point(const IndexSnapshot& index, const SearchResponse& response) {
    const std::uint64_t given = response.first + response.hits.size();
    const bool exact = response.relation == CountRelation::exact;
    if (!exact || response.hits.empty() || given >= response.total) return std::nullopt;
    return ResumePoint{index.manifest().revision,
                       index.manifest().published_at,
                       response.hits.back().score,
                       response.hits.back().id,
                       given};
}

}  // namespace

std::optional<QueryError> error_in_page(const SearchRequest& request) {
    using namespace request_limits;
    if (request.limit <= kMaxHits && request.offset <= kMaxOffset) return std::nullopt;
    return QueryError{"page_out_of_range",
                      "a page has at most " + std::to_string(kMaxHits) +
                          " hits and begins after at most " + std::to_string(kMaxOffset) +
                          "; the cursor of each page leads to the next, to the last hit",
                      "",
                      {}};
}

QueryError cursor_expired() {
    return {
        "cursor_expired",
        "the state of the index that this cursor reads on in is not kept any more: search again",
        "",
        {}};
}

QueryReading reading_of(ReadQuery&& query) {
    QueryReading reading;
    reading.reading = query.settled.reading;
    for (const TextClause& clause : query.compiled.clauses) {
        reading.clauses.push_back(clause.place);
    }
    reading.input = std::move(query.parsed.input);
    reading.canonical = std::move(query.parsed.canonical);
    reading.notices = std::move(query.parsed.notices);
    reading.added = std::move(query.added);
    return reading;
}

std::chrono::seconds time_for(const SearchRequest& request) {
    return request.exact_total ? request_limits::kMaxExactSearchTime
                               : request_limits::kMaxSearchTime;
}

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::shared_ptr<const IndexSnapshot> state_for(const IndexReader& reader,
                                               const SearchRequest& request) {
    return request.resume ? reader.pinned(request.resume->revision, request.resume->published_at)
                          : reader.current();
}

std::variant<SearchResponse, QueryError> page_of(const IndexReader& reader,
                                                 const TextMeasures& measures,
                                                 const std::shared_ptr<const IndexSnapshot>& index,
                                                 ReadQuery& query,
                                                 const SearchRequest& request,
                                                 Analyzer& analyzer,
                                                 Clock::time_point start) {
    Page page{request.sort, request.offset, request.limit, std::nullopt, request.prior};
    if (request.resume) {
        const auto after = after_hit(*index, *request.resume);
        if (const auto* error = std::get_if<QueryError>(&after)) return *error;
        page.after = std::get<AfterHit>(after);
    }
    const Retrieved found =
        retrieve(*index, query.compiled, page, analyzer, start + time_for(request));
    require_an_answer(found, request);
    if (!request.resume) {
        for (Notice& notice : prior_notices(*index, request.prior)) {
            query.parsed.notices.push_back(std::move(notice));
        }
    }
    SearchResponse response;
    response.hits = present(*index, query.compiled, found.hits, request.spans, measures, analyzer);
    response.query = reading_of(std::move(query));
    response.total = found.total;
    response.first = request.resume ? request.resume->given : request.offset;
    response.revision = index->manifest().revision;
    if (!found.complete) {
        response.relation = CountRelation::at_least;
        response.query.notices.push_back(partial_notice());
    }
    response.next = next_point(*index, response);
    if (response.next) reader.pin(index);
    response.took_ms = milliseconds_since(start);
    return response;
}

}  // namespace gazette
