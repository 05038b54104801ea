#include "indexer/extract/date_words.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gazette {
namespace {

using Piece = DatePiece;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_separator(char c) {
    return static_cast<unsigned char>(c) < 0x80 && !is_digit(c) && !(c >= 'a' && c <= 'z');
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
bool sort_out(const std::vector<Piece>& pieces, std::string_view lang, DateWords& found) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].is_number) {
            // "tháng 8": month 8.
            if (i > 0 && (pieces[i - 1].text == "tháng" || pieces[i - 1].text == "thg")) {
                const int month = pieces[i].text.size() <= 2 ? std::stoi(pieces[i].text) : 0;
                if (month < 1 || month > 12 || found.has_month) return false;
                found.has_month = true;
                found.months = {{Calendar::gregorian, static_cast<unsigned>(month)}};
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
}  // namespace

std::vector<DatePiece> date_pieces(std::string_view folded) {
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

std::string without_time_of_day(std::string_view text) {
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

std::string_view primary_language(std::string_view lang) {
    return lang.substr(0, lang.find('-'));
}

std::optional<DateWords> sort_date_words(const std::vector<DatePiece>& pieces,
                                         std::string_view lang) {
    DateWords found;
    if (!sort_out(pieces, lang, found)) return std::nullopt;
    return found;
}

}  // namespace gazette
