#include "searcher/query/field_values.h"

#include "indexer/analysis/language.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/runs.h"

#include <algorithm>

namespace gazette {
namespace {

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;

// The period of the same precision right before or behind; nothing beyond the calendar.
std::optional<CivilPeriod> neighbour(const CivilPeriod& period, int step) {
    const CivilDate first = civil_date(period.first);
    switch (period.precision) {
        case DatePrecision::year: {
            const int year = first.year + step;
            if (year < kFirstYear || year > kLastYear) return std::nullopt;
            return year_period(year);
        }
        case DatePrecision::month: {
            const int months = first.year * 12 + static_cast<int>(first.month) - 1 + step;
            if (months < kFirstYear * 12 || months >= (kLastYear + 1) * 12) return std::nullopt;
            return month_period(months / 12, static_cast<unsigned>(months % 12) + 1);
        }
        case DatePrecision::day: {
            const CivilDay day = period.first + step;
            if (day < civil_day(kFirstYear, 1, 1) || day > civil_day(kLastYear, 12, 31)) {
                return std::nullopt;
            }
            return day_period(day);
        }
        case DatePrecision::unknown:
            break;
    }
    return std::nullopt;
}

std::optional<DateRange> comparison(std::string_view text) {
    const bool less = text.front() == '<';
    text.remove_prefix(1);
    const bool or_equal = !text.empty() && text.front() == '=';
    if (or_equal) text.remove_prefix(1);
    auto bound = parse_iso_date(text);
    if (bound && !or_equal) bound = neighbour(*bound, less ? -1 : 1);
    if (!bound) return std::nullopt;
    return less ? DateRange{{}, *bound} : DateRange{*bound, {}};
}

std::optional<DateRange> two_ends(std::string_view from_text, std::string_view to_text) {
    DateRange range;
    if (from_text.empty() && to_text.empty()) return std::nullopt;
    if (!from_text.empty()) {
        const auto from = parse_iso_date(from_text);
        if (!from) return std::nullopt;
        range.from = *from;
    }
    if (!to_text.empty()) {
        const auto to = parse_iso_date(to_text);
        if (!to) return std::nullopt;
        range.to = *to;
    }
    const bool backwards =
        range.from.known() && range.to.known() && range.from.first > range.to.last;
    if (backwards) return std::nullopt;
    return range;
}

bool same_ascii(std::string_view a, std::string_view b) {
    return ascii_lower_case(a) == ascii_lower_case(b);
}

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

CivilPeriod year_period(int year) {
    return {civil_day(year, 1, 1), civil_day(year, 12, 31), DatePrecision::year};
}

CivilPeriod month_period(int year, unsigned month) {
    const CivilDay next = month == 12 ? civil_day(year, 12, 31) + 1 : civil_day(year, month + 1, 1);
    return {civil_day(year, month, 1), next - 1, DatePrecision::month};
}

CivilPeriod day_period(CivilDay day) {
    return {day, day, DatePrecision::day};
}

std::optional<DateRange> parse_date_range(std::string_view typed) {
    const QueryCharacters characters = decode_query(typed);
    const std::string text = plain_text(characters, 0, characters.size());
    if (text.empty()) return std::nullopt;
    if (text.front() == '<' || text.front() == '>') return comparison(text);
    const std::size_t dots = text.find("..");
    if (dots != std::string::npos) {
        const std::string_view view = text;
        return two_ends(view.substr(0, dots), view.substr(dots + 2));
    }
    const auto period = parse_iso_date(text);
    if (!period) return std::nullopt;
    return DateRange{*period, *period};
}

std::string date_range_text(const CivilPeriod& from, const CivilPeriod& to) {
    if (from == to) return to_string(from);
    return (from.known() ? to_string(from) : std::string()) + ".." +
           (to.known() ? to_string(to) : std::string());
}

bool is_language_tag(std::string_view text) {
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t hyphen = std::min(text.find('-', begin), text.size());
        const std::string_view subtag = text.substr(begin, hyphen - begin);
        const std::size_t shortest = begin == 0 ? 2 : 1;
        const std::size_t longest = begin == 0 ? 3 : 8;
        if (subtag.size() < shortest || subtag.size() > longest ||
            !std::all_of(subtag.begin(), subtag.end(), is_alphanumeric)) {
            return false;
        }
        begin = hyphen + 1;
    }
    return true;
}

std::string_view tag_of_language_name(std::string_view name) {
    for (const Language& language : languages()) {
        if (language.id == LanguageId::und) continue;
        if (same_ascii(name, language.english_name) || same_ascii(name, language.own_name)) {
            return language.tag;
        }
    }
    return {};
}

}  // namespace gazette
