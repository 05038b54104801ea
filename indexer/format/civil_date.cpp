#include "indexer/format/civil_date.h"

#include <chrono>
#include <cstdio>

namespace gazette {
namespace {

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Takes `count` digits off the front of `text`; nothing where they are not there.
std::optional<unsigned> take_number(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    unsigned value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!is_digit(text[i])) return std::nullopt;
        value = value * 10 + static_cast<unsigned>(text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

bool take_number_up_to(std::string_view& text, unsigned largest) {
    const auto value = take_number(text, 2);
    return value && *value <= largest;
}

// Z, +hh, +hhmm, +hh:mm or nothing, up to the end of the text.
bool is_zone(std::string_view text) {
    if (text.empty()) return true;
    if (text == "Z" || text == "z") return true;
    if (!take(text, '+') && !take(text, '-')) return false;
    if (!take_number_up_to(text, 23)) return false;
    if (text.empty()) return true;
    take(text, ':');
    return take_number_up_to(text, 59) && text.empty();
}

// hh, hh:mm, hh:mm:ss, hhmm, hhmmss, with a fraction behind seconds, and a zone.
bool is_time_with_zone(std::string_view text) {
    if (!take_number_up_to(text, 24)) return false;
    for (const unsigned largest : {59U, 60U}) {
        if (text.empty() || (text.front() != ':' && !is_digit(text.front()))) break;
        take(text, ':');
        if (!take_number_up_to(text, largest)) return false;
    }
    if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
        text.remove_prefix(1);
        if (!take_number(text, 1)) return false;
        while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
    }
    return is_zone(text);
}

std::chrono::year_month_day calendar(int year, unsigned month, unsigned day) {
    return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

CivilDay to_day(const std::chrono::year_month_day& date) {
    return static_cast<CivilDay>(std::chrono::sys_days{date}.time_since_epoch().count());
}

CivilPeriod period_of_year(int year) {
    return {to_day(calendar(year, 1, 1)), to_day(calendar(year, 12, 31)), DatePrecision::year};
}

CivilPeriod period_of_month(int year, unsigned month) {
    const auto first = calendar(year, month, 1);
    const auto last = first.year() / first.month() / std::chrono::last;
    return {to_day(first), to_day(last), DatePrecision::month};
}

}  // namespace

CivilDay civil_day(int year, unsigned month, unsigned day) {
    return to_day(calendar(year, month, day));
}

CivilDate civil_date(CivilDay day) {
    static const CivilDay first = civil_day(kFirstYear, 1, 1);
    static const CivilDay last = civil_day(kLastYear, 12, 31);
    if (day < first || day > last) return {};
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day())};
}

std::optional<CivilPeriod> parse_iso_date(std::string_view text) {
    const auto year_number = take_number(text, 4);
    if (!year_number || *year_number < static_cast<unsigned>(kFirstYear)) return std::nullopt;
    const int year = static_cast<int>(*year_number);
    if (text.empty()) return period_of_year(year);

    const bool dashed = take(text, '-');
    const auto month = take_number(text, 2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    if (text.empty()) {
        // "201905" might as well be a number or a date without a century.
        return dashed ? std::optional(period_of_month(year, *month)) : std::nullopt;
    }

    if (dashed != take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day) return std::nullopt;
    const auto date = calendar(year, *month, *day);
    if (!date.ok()) return std::nullopt;
    if (take(text, 'T') || take(text, 't') || take(text, ' ')) {
        if (!is_time_with_zone(text)) return std::nullopt;
    } else if (!is_zone(text)) {
        return std::nullopt;
    }
    return CivilPeriod{to_day(date), to_day(date), DatePrecision::day};
}

std::string to_string(const CivilPeriod& period) {
    const std::string day = iso_day(period.first);
    if (day.empty()) return {};
    switch (period.precision) {
        case DatePrecision::unknown:
            return {};
        case DatePrecision::year:
            return day.substr(0, 4);
        case DatePrecision::month:
            return day.substr(0, 7);
        case DatePrecision::day:
            return day;
    }
    return {};
}

std::string iso_day(CivilDay day) {
    const CivilDate date = civil_date(day);
    if (date.month == 0) return {};
    char text[40];
    const int size =
        std::snprintf(text, sizeof text, "%04d-%02u-%02u", date.year, date.month, date.day);
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace gazette
