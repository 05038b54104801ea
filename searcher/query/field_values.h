// The values behind `field:`: dates and ranges of dates, language tags.
#pragma once

#include "indexer/format/civil_date.h"

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// Unknown ends are open; at least one end is known.
struct DateRange {
    CivilPeriod from;
    CivilPeriod to;
};

// "2019", "2019-05-07", "2019..2021-06", "..2020", "2019-05..", ">=2020", ">2020", "<=2020",
// "<2020", also in full-width characters. Nothing for anything else, for days that do not exist,
// for a range that ends before it begins.
std::optional<DateRange> parse_date_range(std::string_view text);

// The range as parse_date_range reads it: "2019", "2019..2021-06", "..2020", "2019-05..".
std::string date_range_text(const CivilPeriod& from, const CivilPeriod& to);

CivilPeriod year_period(int year);
CivilPeriod month_period(int year, unsigned month);
CivilPeriod day_period(CivilDay day);

// Whether `text` has the shape of a BCP 47 tag: "de", "zh-Hant-HK".
bool is_language_tag(std::string_view text);
// The tag of a language by its English or own name ("German", "Deutsch"); empty for none.
std::string_view tag_of_language_name(std::string_view name);

}  // namespace gazette
