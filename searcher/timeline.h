// What a search finds, counted by the dates of its documents, beside all documents of that time: a
// growing archive must not look like a growing story.
#pragma once

#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/request.h"
#include "searcher/response.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gazette {

enum class TimeBucket : std::uint8_t { day, week, month, year, decade };

std::string_view name_of(TimeBucket bucket);
std::optional<TimeBucket> time_bucket_of(std::string_view name);

namespace timeline_limits {
// In one answer; buckets without a document count too. Over it the answer is an error that says so.
inline constexpr std::uint32_t kMaxBuckets = 5000;
// Where nobody says how fine: the finest unit that has at most so many buckets.
inline constexpr std::uint32_t kFewBuckets = 120;
}  // namespace timeline_limits

struct TimelineRequest {
    SearchRequest query;               // of its page, nothing counts
    std::optional<TimeBucket> bucket;  // nothing: by the time that the matches span
};

struct TimeCount {
    std::uint64_t matches = 0;
    std::uint64_t documents = 0;  // that pass the filters, whatever the query
};

struct TimeSlot {
    CivilDay first = kUnknownDay;
    CivilDay last = kUnknownDay;
    TimeCount count;
};

struct TimelineResponse {
    QueryReading query;
    TimeBucket bucket = TimeBucket::year;
    CountRelation relation = CountRelation::exact;  // of the matches
    std::uint64_t revision = 0;
    double took_ms = 0.0;
    TimeCount total;
    // One behind the other without a gap, from the first match (or `from`) to the last (or `to`).
    std::vector<TimeSlot> slots;
    TimeCount unknown;  // without a date
    TimeCount wider;    // whose date may be in more than one slot
    TimeCount outside;  // documents before the first slot and behind the last
};

// A QueryError ("too_many_buckets") where the bucket asked for is too fine for the time. Holds some
// 32 bytes for each date that differs. Throws SearchError.
std::variant<TimelineResponse, QueryError> count_timeline(const IndexSnapshot& index,
                                                          const CompiledQuery& query,
                                                          const TimelineRequest& request,
                                                          Analyzer& analyzer,
                                                          const Deadline& deadline);

// "2019-05-07", "2019-W19" (ISO 8601: from Monday), "2019-05", "2019", "1990s".
std::string slot_name(const TimeSlot& slot, TimeBucket bucket);

}  // namespace gazette
