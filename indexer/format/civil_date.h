// Civil days without time zones, and periods with a precision: "2019", "2019-05", "2019-05-07".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// Days since 1970-01-01 in the proleptic Gregorian calendar; years 1 to 9999.
using CivilDay = std::int32_t;
inline constexpr CivilDay kUnknownDay = INT32_MIN;

enum class DatePrecision : std::uint8_t { unknown, year, month, day };

// From the first day to the last, both included. An unknown date is not a guess: both ends are
// kUnknownDay.
struct CivilPeriod {
    CivilDay first = kUnknownDay;
    CivilDay last = kUnknownDay;
    DatePrecision precision = DatePrecision::unknown;

    bool known() const { return precision != DatePrecision::unknown; }
    friend bool operator==(const CivilPeriod&, const CivilPeriod&) = default;
};

// The day must exist.
CivilDay civil_day(int year, unsigned month, unsigned day);

struct CivilDate {
    int year = 0;
    unsigned month = 0;  // 1..12
    unsigned day = 0;    // 1..31
};
// All zero for an unknown day and for days outside the years 1 to 9999.
CivilDate civil_date(CivilDay day);

// "2019", "2019-05", "2019-05-07", also "20190507" and a time or a zone behind the day
// ("2019-05-07T10:00Z", "2019-05-07+02:00": the civil day as written). Nothing for anything else,
// and for days that do not exist.
std::optional<CivilPeriod> parse_iso_date(std::string_view text);

// "2019", "2019-05", "2019-05-07"; "" for an unknown one, and for days that civil_date() refuses.
std::string to_string(const CivilPeriod& period);
std::string iso_day(CivilDay day);

}  // namespace gazette
