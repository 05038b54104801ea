#include "searcher/timeline.h"

#include "searcher/column_filters.h"
#include "searcher/each_match.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

namespace gazette {

namespace {

constexpr std::array<std::pair<TimeBucket, std::string_view>, 5> kBuckets = {{
    {TimeBucket::day, "day"},
    {TimeBucket::week, "week"},
    {TimeBucket::month, "month"},
    {TimeBucket::year, "year"},
    {TimeBucket::decade, "decade"},
}};
constexpr CivilDay kLastDay = 2932896;  // of the year 9999

// Documents by their dates, whatever the bucket will be.
class Dates {
  public:
    void add(const Columns& columns, std::uint32_t docid, std::uint64_t TimeCount::*what) {
        const CivilDay first = columns.date_first()[docid - 1];
        const CivilDay last = columns.date_last()[docid - 1];
        const std::uint64_t key = std::uint64_t{static_cast<std::uint32_t>(first)} << 32U |
                                  static_cast<std::uint32_t>(last);
        // Documents of the same day often stand together.
        if (here_ == nullptr || key != key_) {
            key_ = key;
            here_ = &counts_[key];
        }
        ++(here_->*what);
    }

    template <class Take>
    void each(Take take) const {
        for (const auto& [key, count] : counts_) {
            take(static_cast<CivilDay>(static_cast<std::uint32_t>(key >> 32U)),
                 static_cast<CivilDay>(static_cast<std::uint32_t>(key)),
                 count);
        }
    }

  private:
    std::unordered_map<std::uint64_t, TimeCount> counts_;  // its elements stay where they are
    std::uint64_t key_ = 0;
    TimeCount* here_ = nullptr;
};

constexpr CivilDay kFirstMonday = -3;  // 1969-12-29

int week_of(CivilDay day) {
    const CivilDay from = day - kFirstMonday;
    return from >= 0 ? from / 7 : -((6 - from) / 7);
}

// ISO 8601: the year and the number of a week are those of its Thursday.
std::string week_name(CivilDay monday) {
    const CivilDay thursday = monday + 3;
    const int year = civil_date(thursday).year;
    const std::string number = std::to_string((thursday - civil_day(year, 1, 1)) / 7 + 1);
    return iso_day(thursday).substr(0, 4) + "-W" + (number.size() < 2 ? "0" : "") + number;
}

// Buckets are numbered on end through all time.
int number_of(CivilDay day, TimeBucket bucket) {
    const CivilDate date = civil_date(day);
    switch (bucket) {
        case TimeBucket::day:
            return day;
        case TimeBucket::week:
            return week_of(day);
        case TimeBucket::month:
            return date.year * 12 + static_cast<int>(date.month) - 1;
        case TimeBucket::year:
            return date.year;
        case TimeBucket::decade:
            return date.year / 10;
    }
    return 0;
}

CivilDay first_day_of(int number, TimeBucket bucket) {
    switch (bucket) {
        case TimeBucket::day:
            return number;
        case TimeBucket::week:
            // The year 1 begins on a Monday; the last week of the year 9999 is cut.
            return std::min(number * 7 + kFirstMonday, kLastDay + 1);
        case TimeBucket::month:
            return number / 12 > 9999
                       ? kLastDay + 1
                       : civil_day(number / 12, static_cast<unsigned>(number % 12) + 1, 1);
        case TimeBucket::year:
            return number > 9999 ? kLastDay + 1 : civil_day(number, 1, 1);
        case TimeBucket::decade:
            return number * 10 > 9999 ? kLastDay + 1 : civil_day(std::max(number * 10, 1), 1, 1);
    }
    return 0;
}

struct Span {
    CivilDay first = kUnknownDay;
    CivilDay last = kUnknownDay;

    std::int64_t buckets(TimeBucket bucket) const {
        if (first == kUnknownDay) return 0;
        return std::int64_t{number_of(last, bucket)} - number_of(first, bucket) + 1;
    }
};

// Of the matches; an end that is asked for is that one.
Span span_of(const Dates& dates, const SearchRequest& request) {
    Span span;
    dates.each([&span](CivilDay first, CivilDay last, const TimeCount& count) {
        if (count.matches == 0 || first == kUnknownDay) return;
        if (span.first == kUnknownDay || first < span.first) span.first = first;
        if (span.last == kUnknownDay || last > span.last) span.last = last;
    });
    if (span.first == kUnknownDay) return span;
    if (request.from.known()) span.first = request.from.first;
    if (request.to.known()) span.last = request.to.last;
    return span;
}

TimeBucket fitting(const Span& span) {
    for (const auto& [bucket, name] : kBuckets) {
        // Asked for alone: neither a month nor a year is made of weeks.
        if (bucket == TimeBucket::week) continue;
        if (span.buckets(bucket) <= timeline_limits::kFewBuckets) return bucket;
    }
    return TimeBucket::decade;
}

QueryError too_many_buckets(std::int64_t buckets, TimeBucket bucket) {
    return {"too_many_buckets",
            "the matches span " + std::to_string(buckets) + " buckets of a " +
                std::string(name_of(bucket)) + ", and an answer has at most " +
                std::to_string(timeline_limits::kMaxBuckets) +
                ": ask for a shorter time or a longer bucket",
            "",
            {}};
}

void add(TimeCount& to, const TimeCount& count) {
    to.matches += count.matches;
    to.documents += count.documents;
}

void fill(TimelineResponse& response, const Dates& dates, const Span& span) {
    const int begin = span.first == kUnknownDay ? 0 : number_of(span.first, response.bucket);
    const auto size = static_cast<int>(span.buckets(response.bucket));
    for (int number = begin; number < begin + size; ++number) {
        response.slots.push_back({first_day_of(number, response.bucket),
                                  first_day_of(number + 1, response.bucket) - 1,
                                  {}});
    }
    dates.each([&](CivilDay first, CivilDay last, const TimeCount& count) {
        add(response.total, count);
        if (first == kUnknownDay) return add(response.unknown, count);
        const int at = number_of(first, response.bucket) - begin;
        const int to = number_of(last, response.bucket) - begin;
        if (size == 0 || to < 0 || at >= size) return add(response.outside, count);
        if (at != to) return add(response.wider, count);
        add(response.slots[static_cast<std::size_t>(at)].count, count);
    });
}

// All documents that pass the filters: by the columns alone.
void add_all(const IndexPart& part, const SearchRequest& request, Dates& dates) {
    const ColumnFilters filters(request, part.columns());
    for (std::uint32_t docid = 1; docid <= part.columns().size(); ++docid) {
        if (filters.refused(docid) != 0 || part.deleted.contains(docid)) continue;
        dates.add(part.columns(), docid, &TimeCount::documents);
    }
}

}  // namespace

std::string_view name_of(TimeBucket bucket) {
    return kBuckets.at(static_cast<std::size_t>(bucket)).second;
}

std::optional<TimeBucket> time_bucket_of(std::string_view name) {
    for (const auto& [bucket, known] : kBuckets) {
        if (known == name) return bucket;
    }
    return std::nullopt;
}

std::string slot_name(const TimeSlot& slot, TimeBucket bucket) {
    const std::string day = iso_day(slot.first);
    switch (bucket) {
        case TimeBucket::day:
            return day;
        case TimeBucket::week:
            return week_name(first_day_of(week_of(slot.first), TimeBucket::week));
        case TimeBucket::month:
            return day.substr(0, 7);
        case TimeBucket::year:
            return day.substr(0, 4);
        case TimeBucket::decade:
            return day.substr(0, 3) + "0s";
    }
    return day;
}

std::variant<TimelineResponse, QueryError> count_timeline(const IndexSnapshot& index,
                                                          const CompiledQuery& query,
                                                          const TimelineRequest& request,
                                                          Analyzer& analyzer,
                                                          const Deadline& deadline) {
    TimelineResponse response;
    Dates dates;
    for (const IndexPart& part : index.parts()) {
        const bool whole = each_match(part, query, analyzer, deadline, [&](std::uint32_t docid) {
            dates.add(part.columns(), docid, &TimeCount::matches);
        });
        if (!whole) response.relation = CountRelation::at_least;
        add_all(part, request.query, dates);
    }
    const Span span = span_of(dates, request.query);
    response.bucket = request.bucket.value_or(fitting(span));
    const std::int64_t buckets = span.buckets(response.bucket);
    if (buckets > timeline_limits::kMaxBuckets) return too_many_buckets(buckets, response.bucket);
    fill(response, dates, span);
    return response;
}

}  // namespace gazette
