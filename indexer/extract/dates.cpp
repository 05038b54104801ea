#include "indexer/extract/dates.h"

#include "indexer/extract/date_words.h"
#include "indexer/extract/dates_east_asian.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace gazette {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int value_of(const DatePiece& piece) {
    return piece.text.size() <= 4 ? std::stoi(piece.text) : -1;
}

bool can_be_year(const DatePiece& piece) {
    return piece.text.size() == 4 && value_of(piece) > 31;
}

// The calendar of a year that stands without a sign of its own.
std::optional<Calendar> calendar_of_year(int year, const DateHint& hint) {
    const std::string_view lang = primary_language(hint.lang);
    if (hint.calendar) {
        // Years of a small count cannot be taken for those of the common era.
        const bool is_small =
            *hint.calendar == Calendar::roc || *hint.calendar == Calendar::japanese;
        if (is_small && year >= 1000) return Calendar::gregorian;
        // Thai pages give both.
        if (*hint.calendar == Calendar::buddhist && year < 2300) return Calendar::gregorian;
        return hint.calendar;
    }
    if (year < 1000) return std::nullopt;
    if (lang == "th" && year >= 2400 && year < 2700) return Calendar::buddhist;
    if (lang == "fa" && year >= 1200 && year < 1500) return Calendar::persian;
    if (lang == "ar" && year >= 1200 && year < 1600) return std::nullopt;
    return Calendar::gregorian;
}

std::optional<CivilPeriod> with_month_name(const DateWords& found, const DateHint& hint) {
    if (found.numbers.empty() || found.numbers.size() > 2) return std::nullopt;
    const DatePiece* year = nullptr;
    const DatePiece* day = nullptr;
    for (const DatePiece* number : found.numbers) {
        const bool small_year = hint.calendar && *hint.calendar == Calendar::roc &&
                                number == found.numbers.back() && found.numbers.size() == 2;
        if (can_be_year(*number) || (small_year && year == nullptr && day != nullptr)) {
            if (year != nullptr) return std::nullopt;
            year = number;
        } else if (number->text.size() <= 2) {
            if (day != nullptr) return std::nullopt;
            day = number;
        } else {
            return std::nullopt;
        }
    }
    if (year == nullptr) return std::nullopt;
    const int y = value_of(*year);
    const auto d = day == nullptr ? 0U : static_cast<unsigned>(value_of(*day));
    if (day != nullptr && (d < 1 || d > 31)) return std::nullopt;

    // A name may be one of several calendars or of several months: the year must settle it.
    std::vector<NamedMonth> meanings;
    for (const NamedMonth& month : found.months) {
        Calendar calendar = month.calendar;
        if (calendar == Calendar::gregorian) {
            // Thai, Lao and Taiwanese dates have their own years with the common months.
            const auto of_year = found.sign ? found.sign : calendar_of_year(y, hint);
            const bool own_months =
                of_year && (*of_year == Calendar::islamic || *of_year == Calendar::persian);
            if (!of_year || own_months) continue;
            calendar = *of_year;
            if (!found.sign && !hint.calendar && y >= 2400 && y < 2700) {
                // Thai words without a language: nobody else writes such years yet.
                calendar = Calendar::buddhist;
            }
        } else if (found.sign && *found.sign != calendar) {
            continue;
        } else if (y < 1200 || y > 1600) {
            continue;
        }
        meanings.push_back({calendar, month.month});
    }
    if (meanings.size() != 1) return std::nullopt;
    return civil_period(meanings[0].calendar, y, meanings[0].month, d);
}

enum class Order : std::uint8_t { unknown, day_first, month_first };

Order order_of(std::string_view lang, bool dots) {
    static constexpr std::string_view kDayFirstEnglish[] = {"en-GB",
                                                            "en-IE",
                                                            "en-AU",
                                                            "en-NZ",
                                                            "en-IN",
                                                            "en-HK",
                                                            "en-SG",
                                                            "en-ZA",
                                                            "en-MT",
                                                            "en-NG",
                                                            "en-KE",
                                                            "en-PK",
                                                            "en-MY"};
    static constexpr std::string_view kMonthFirst[] = {"en-US", "en-PH", "es-US", "es-PR", "fil"};
    // Year first, or month first in part: a number in front says nothing.
    static constexpr std::string_view kUnsettled[] = {
        "ja", "zh", "ko", "hu", "lt", "mn", "fil", "tl", "en"};
    const auto has = [&](const auto& list, std::string_view tag) {
        return std::find(std::begin(list), std::end(list), tag) != std::end(list);
    };
    if (has(kMonthFirst, lang)) return Order::month_first;
    if (has(kDayFirstEnglish, lang)) return Order::day_first;
    if (lang.empty() || lang == "und") return dots ? Order::day_first : Order::unknown;
    if (has(kUnsettled, primary_language(lang))) return Order::unknown;
    return Order::day_first;
}

std::optional<CivilPeriod> by_numbers(const DateWords& found, const DateHint& hint) {
    const auto& numbers = found.numbers;
    if (numbers.empty() || numbers.size() > 3) return std::nullopt;
    for (const DatePiece* number : numbers) {
        if (number->text.size() > 4) return std::nullopt;
    }
    const auto calendar_for = [&](int year) {
        return found.sign ? found.sign : calendar_of_year(year, hint);
    };
    const auto is_year = [&](const DatePiece& piece) {
        if (can_be_year(piece)) return true;
        const bool small = hint.calendar && (*hint.calendar == Calendar::roc ||
                                             *hint.calendar == Calendar::japanese);
        return small && piece.text.size() <= 3;
    };
    const auto made = [&](int year, int month, int day) -> std::optional<CivilPeriod> {
        const auto calendar = calendar_for(year);
        if (!calendar || month < 0 || day < 0) return std::nullopt;
        return civil_period(
            *calendar, year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    };
    if (numbers.size() == 1) {
        return is_year(*numbers[0]) ? made(value_of(*numbers[0]), 0, 0) : std::nullopt;
    }
    if (numbers.size() == 2) {
        const bool year_first = is_year(*numbers[0]);
        if (year_first == can_be_year(*numbers[1])) return std::nullopt;
        const DatePiece& month = *numbers[year_first ? 1 : 0];
        if (month.text.size() > 2 || value_of(month) < 1) return std::nullopt;
        return made(value_of(*numbers[year_first ? 0 : 1]), value_of(month), 0);
    }
    // One kind of sign between all of them: "1-2/2020" is no date.
    const auto sign_of = [](const DatePiece& piece) {
        const std::size_t at = piece.before.find_first_not_of(' ');
        return at == std::string::npos ? ' ' : piece.before[at];
    };
    const char sign = sign_of(*numbers[1]);
    if (sign != sign_of(*numbers[2]) ||
        std::string_view("./- ").find(sign) == std::string_view::npos) {
        return std::nullopt;
    }
    const int a = value_of(*numbers[0]);
    const int b = value_of(*numbers[1]);
    const int c = value_of(*numbers[2]);
    if (b < 1) return std::nullopt;
    if (is_year(*numbers[0]) && !can_be_year(*numbers[2])) {
        return numbers[1]->text.size() <= 2 && numbers[2]->text.size() <= 2 && c >= 1
                   ? made(a, b, c)
                   : std::nullopt;
    }
    if (!can_be_year(*numbers[2]) || numbers[0]->text.size() > 2 || numbers[1]->text.size() > 2 ||
        a < 1) {
        return std::nullopt;
    }
    if (a > 12 || a == b) return made(c, b, a);
    if (b > 12) return made(c, a, b);
    switch (order_of(hint.lang, sign == '.')) {
        case Order::day_first:
            return made(c, b, a);
        case Order::month_first:
            return made(c, a, b);
        case Order::unknown:
            break;
    }
    return std::nullopt;
}

}  // namespace

std::optional<CivilPeriod> parse_date(std::string_view text, const DateHint& hint) {
    text = trim_space(text);
    if (text.empty() || text.size() > kMaxDateBytes) return std::nullopt;
    const bool is_common = !hint.calendar || *hint.calendar == Calendar::gregorian;
    if (is_common) {
        if (auto iso = parse_iso_date(text)) {
            // "2564" in Thai and "1443" in Arabic are not of the common era.
            if (calendar_of_year(civil_date(iso->first).year, hint) == Calendar::gregorian) {
                return iso;
            }
        }
    }
    std::string folded = fold_date_text(text);
    // Both calendars are given; the common one is as exact.
    static constexpr std::string_view kEquals = "الموافق";
    if (const std::size_t at = folded.find(kEquals); at != std::string::npos) {
        DateHint common = hint;
        common.calendar = Calendar::gregorian;
        return parse_date(std::string_view(folded).substr(at + kEquals.size()), common);
    }
    if (folded.find("年") != std::string::npos || folded.find("년") != std::string::npos) {
        return east_asian(folded, hint);
    }
    if (primary_language(hint.lang) == "ja") {
        if (const auto found = japanese_initials(folded)) return found;
    }
    // 7 digits of the Republic of China, 8 of any other.
    if (!is_common && std::all_of(folded.begin(), folded.end(), is_digit) &&
        (folded.size() == 7 || folded.size() == 8)) {
        const std::size_t year = folded.size() - 4;
        const int y = std::stoi(folded.substr(0, year));
        const auto calendar = calendar_of_year(y, hint);
        const int m = std::stoi(folded.substr(year, 2));
        const int d = std::stoi(folded.substr(year + 2));
        if (!calendar || m < 1 || d < 1) return std::nullopt;
        return civil_period(*calendar, y, static_cast<unsigned>(m), static_cast<unsigned>(d));
    }
    const std::vector<DatePiece> pieces = date_pieces(without_time_of_day(folded));
    const auto found = sort_date_words(pieces, hint.lang == "und" ? std::string_view() : hint.lang);
    if (!found) return std::nullopt;
    return found->has_month ? with_month_name(*found, hint) : by_numbers(*found, hint);
}

}  // namespace gazette
