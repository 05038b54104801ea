#include "indexer/extract/dates.h"

#include "indexer/extract/dates_east_asian.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace gazette {
namespace {

// --- Words and numbers ----------------------------------------------------------------------

struct Piece {
    std::string text;
    bool is_number = false;
    std::string before;  // what stands between it and the piece before
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_separator(char c) {
    return static_cast<unsigned char>(c) < 0x80 && !is_digit(c) && !(c >= 'a' && c <= 'z');
}

std::vector<Piece> pieces_of(std::string_view folded) {
    std::vector<Piece> pieces;
    std::string between;
    for (std::size_t at = 0; at < folded.size();) {
        if (is_separator(folded[at]) || folded.substr(at).starts_with("،") ||
            folded.substr(at).starts_with("’")) {
            const std::size_t length = is_separator(folded[at])             ? 1
                                       : folded.substr(at).starts_with("’") ? 3
                                                                            : 2;
            between += folded.substr(at, length);
            at += length;
            continue;
        }
        const bool number = is_digit(folded[at]);
        std::size_t end = at;
        while (end < folded.size() && is_digit(folded[end]) == number &&
               !is_separator(folded[end]) && !folded.substr(end).starts_with("،") &&
               !folded.substr(end).starts_with("’")) {
            ++end;
        }
        pieces.push_back({std::string(folded.substr(at, end - at)), number, between});
        between.clear();
        at = end;
    }
    return pieces;
}

// hh:mm, hh:mm:ss, hh:mm:ss.ff anywhere: taken out.
std::string without_time(std::string_view text) {
    const auto digits_at = [&](std::size_t at) {
        std::size_t end = at;
        while (end < text.size() && is_digit(text[end])) ++end;
        return end - at;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1]))) continue;
        const std::size_t hours = digits_at(at);
        if (hours > 2 || at + hours >= text.size() || text[at + hours] != ':') continue;
        std::size_t end = at + hours;
        while (end < text.size() && (text[end] == ':' || text[end] == '.') &&
               digits_at(end + 1) > 0) {
            const bool fraction = text[end] == '.';
            end += 1 + digits_at(end + 1);
            if (fraction) break;
        }
        std::string out(text.substr(0, at));
        out += ' ';
        std::string_view rest = text.substr(end);
        // A zone with digits would look like a year.
        if (const std::size_t zone = rest.find_first_not_of(' ');
            zone != rest.npos && (rest[zone] == '+' || rest[zone] == '-') &&
            zone + 1 < rest.size() && is_digit(rest[zone + 1])) {
            std::size_t zone_end = zone + 1;
            while (zone_end < rest.size() && (is_digit(rest[zone_end]) || rest[zone_end] == ':')) {
                ++zone_end;
            }
            rest.remove_prefix(zone_end);
        }
        out += rest;
        return out;
    }
    return std::string(text);
}

// Words that stand in dates and say nothing. Folded.
bool is_filler(std::string_view word) {
    static constexpr std::string_view kFillers[] = {
        "of",      "the", "on",    "day", "st",    "nd",   "rd",     "th",        "dated",
        "gmt",     "utc", "z",     "am",  "pm",    "est",  "edt",    "cst",       "cdt",
        "pst",     "pdt", "mst",   "mdt", "cet",   "cest", "de",     "del",       "do",
        "da",      "dos", "el",    "em",  "le",    "du",   "er",     "ier",       "o",
        "a",       "o.",  "ème",   "den", "dem",   "der",  "vom",    "am",        "v",
        "di",      "il",  "dell",  "d",   "van",   "г",    "года",   "год",       "року",
        "рік",     "р",   "от",    "від", "godz",  "roku", "r",      "dnia",      "dne",
        "zo",      "dňa", "ngày",  "năm", "année", "an",   "año",    "ano",       "στις",
        "της",     "ของ", "ที่",     "วันที่", "เดือน",  "ปี",    "เวลา",   "في",        "بتاريخ",
        "يوم",     "عام", "سنة",   "م",   "ה",     "ב",    "tarihi", "tarihinde", "tarihli",
        "tanggal", "évi", "napja", "năm", "gada",  "gads", "m",      "mėn",       "metų",
        "г.",      "по",  "с",     "і",   "na",    "kl",   "klo",    "den",       "p",
    };
    return std::find(std::begin(kFillers), std::end(kFillers), word) != std::end(kFillers);
}

// What a word says of the calendar of the year. Dots are gone.
std::optional<Calendar> calendar_sign(std::string_view word) {
    static constexpr struct {
        std::string_view word;
        Calendar calendar;
    } kSigns[] = {
        {"พศ", Calendar::buddhist},
        {"พ", Calendar::buddhist},
        {"be", Calendar::buddhist},
        {"พุทธศักราช", Calendar::buddhist},
        {"คศ", Calendar::gregorian},
        {"ค", Calendar::gregorian},
        {"ad", Calendar::gregorian},
        {"ce", Calendar::gregorian},
        {"ah", Calendar::islamic},
        {"هـ", Calendar::islamic},
        {"ه", Calendar::islamic},
        {"هجري", Calendar::islamic},
        {"هجرية", Calendar::islamic},
        {"م", Calendar::gregorian},
        {"ميلادي", Calendar::gregorian},
        {"ميلادية", Calendar::gregorian},
        {"شمسی", Calendar::persian},
        {"خورشیدی", Calendar::persian},
    };
    for (const auto& row : kSigns) {
        if (row.word == word) return row.calendar;
    }
    return std::nullopt;
}

struct Found {
    std::vector<const Piece*> numbers;
    std::vector<NamedMonth> months;  // meanings of the one name
    bool has_month = false;
    std::size_t numbers_before_month = 0;
    std::optional<Calendar> sign;
};

std::string_view primary(std::string_view lang) {
    return lang.substr(0, lang.find('-'));
}

// Forms that a month's name takes in a sentence and ICU does not list: Hebrew "in", Arabic
// definite article left out, Catalan elision.
std::vector<NamedMonth> months_of(std::string_view name, std::string_view lang) {
    auto months = months_named(name, lang);
    if (months.empty() && name.starts_with("ב")) {
        months = months_named(name.substr(std::string_view("ב").size()), lang);
    }
    return months;
}

// False where a word has no meaning here.
bool sort_out(const std::vector<Piece>& pieces, std::string_view lang, Found& found) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].is_number) {
            // "tháng 8": month 8.
            if (i > 0 && (pieces[i - 1].text == "tháng" || pieces[i - 1].text == "thg")) {
                const int month = pieces[i].text.size() <= 2 ? std::stoi(pieces[i].text) : 0;
                if (month < 1 || month > 12 || found.has_month) return false;
                found.has_month = true;
                found.months = {{Calendar::gregorian, static_cast<unsigned>(month)}};
                found.numbers_before_month = found.numbers.size();
                continue;
            }
            found.numbers.push_back(&pieces[i]);
            continue;
        }
        std::size_t words = 0;
        std::string name;
        std::vector<NamedMonth> months;
        for (std::size_t n = 1; n <= kMaxMonthNameWords && i + n <= pieces.size(); ++n) {
            if (pieces[i + n - 1].is_number) break;
            if (n > 1) name += pieces[i + n - 1].before.empty() ? " " : pieces[i + n - 1].before;
            name += pieces[i + n - 1].text;
            auto meanings = months_of(name, lang);
            if (!meanings.empty()) {
                months = std::move(meanings);
                words = n;
            }
        }
        if (words > 0 && !found.has_month) {
            found.has_month = true;
            found.months = std::move(months);
            found.numbers_before_month = found.numbers.size();
            i += words - 1;
            continue;
        }
        const std::string& word = pieces[i].text;
        // "พ.ศ.", "ค.ศ.", "A.D.": letters with dots between.
        if (i + 1 < pieces.size() && pieces[i + 1].before == "." && !pieces[i + 1].is_number) {
            if (const auto sign = calendar_sign(word + pieces[i + 1].text)) {
                found.sign = sign;
                ++i;
                continue;
            }
        }
        if (const auto sign = calendar_sign(word)) {
            found.sign = sign;
            continue;
        }
        if (word == "tháng" || word == "thg" || is_filler(word) || is_weekday(word)) continue;
        // "วันศุกร์ที่": the weekday and what joins it to the number are one word.
        if (word.starts_with("วัน")) continue;
        return false;
    }
    return true;
}

int value_of(const Piece& piece) {
    return piece.text.size() <= 4 ? std::stoi(piece.text) : -1;
}

bool can_be_year(const Piece& piece) {
    return piece.text.size() == 4 && value_of(piece) > 31;
}

// The calendar of a year that stands without a sign of its own.
std::optional<Calendar> calendar_of_year(int year, const DateHint& hint) {
    const std::string_view lang = primary(hint.lang);
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

std::optional<CivilPeriod> with_month_name(const Found& found, const DateHint& hint) {
    if (found.numbers.empty() || found.numbers.size() > 2) return std::nullopt;
    const Piece* year = nullptr;
    const Piece* day = nullptr;
    for (const Piece* number : found.numbers) {
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
    if (has(kUnsettled, primary(lang))) return Order::unknown;
    return Order::day_first;
}

std::optional<CivilPeriod> by_numbers(const Found& found, const DateHint& hint) {
    const auto& numbers = found.numbers;
    if (numbers.empty() || numbers.size() > 3) return std::nullopt;
    for (const Piece* number : numbers) {
        if (number->text.size() > 4) return std::nullopt;
    }
    const auto calendar_for = [&](int year) {
        return found.sign ? found.sign : calendar_of_year(year, hint);
    };
    const auto is_year = [&](const Piece& piece) {
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
        const Piece& month = *numbers[year_first ? 1 : 0];
        if (month.text.size() > 2 || value_of(month) < 1) return std::nullopt;
        return made(value_of(*numbers[year_first ? 0 : 1]), value_of(month), 0);
    }
    // One kind of sign between all of them: "1-2/2020" is no date.
    const auto sign_of = [](const Piece& piece) {
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
    if (primary(hint.lang) == "ja") {
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
    folded = without_time(folded);
    const std::vector<Piece> pieces = pieces_of(folded);
    Found found;
    if (!sort_out(pieces, hint.lang == "und" ? std::string_view() : hint.lang, found)) {
        return std::nullopt;
    }
    return found.has_month ? with_month_name(found, hint) : by_numbers(found, hint);
}

}  // namespace gazette
