// What dates are made of: calendars, and the names of months and weekdays in the languages of
// documents (all from ICU).
#pragma once

#include "indexer/format/civil_date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

enum class Calendar : std::uint8_t {
    gregorian,
    roc,       // years since 1911, Taiwan: 民國
    buddhist,  // years before 1941 began in April: only their year is certain
    japanese,  // years of the present era (Reiwa); eras by name are in dates_east_asian.cpp
    islamic,   // Umm al-Qura, the civil calendar of Saudi Arabia
    persian,   // Solar Hijri
};
// "gregorian", "roc", "buddhist", "japanese", "islamic", "persian".
std::string_view name_of(Calendar calendar);
std::optional<Calendar> calendar_of(std::string_view name);

// The civil days of a year, of a month of it (`day` 0), or of a day. A month or a year that is not
// one of the Gregorian calendar has the precision of the Gregorian year that it lies in. Nothing
// where it lies in two years, and for days that do not exist or are outside the years 1 to 9999.
std::optional<CivilPeriod> civil_period(Calendar calendar, int year, unsigned month, unsigned day);

// `text` with case, width and compatibility forms folded (NFKC), the digits of all scripts as
// ASCII, and without directional marks. Empty where it is not UTF-8 that ICU can fold.
std::string fold_date_text(std::string_view text);

struct NamedMonth {
    Calendar calendar = Calendar::gregorian;
    unsigned month = 0;  // from 1
    friend bool operator==(const NamedMonth&, const NamedMonth&) = default;
};
// Every month that a folded name ("august", "เมษายน", "رجب") stands for in `lang` (BCP 47), or,
// where that language has no such name or is empty, in any language. More than one: it is
// ambiguous.
std::vector<NamedMonth> months_named(std::string_view folded, std::string_view lang);
// The most words that a name has.
inline constexpr std::size_t kMaxMonthNameWords = 3;

bool is_weekday(std::string_view folded);

}  // namespace gazette
