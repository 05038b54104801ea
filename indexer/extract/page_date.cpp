// Of html_metadata.h: dates as pages write them.
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace gazette {
namespace {

constexpr std::string_view kMonths[] = {
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
};

struct Word {
    std::string text;  // a run of digits, or of letters in lower case
    bool is_number = false;
};

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    bool joined = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (digit || letter) {
            if (!joined || words.back().is_number != digit) words.push_back({{}, digit});
            words.back().text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        joined = digit || letter;
    }
    return words;
}

unsigned number_of(const Word& word, std::size_t max_digits) {
    unsigned value = 0;
    if (!word.is_number || word.text.size() > max_digits) return 0;
    std::from_chars(word.text.data(), word.text.data() + word.text.size(), value);
    return value;
}

unsigned month_of(const Word& word) {
    if (word.is_number || word.text.size() < 3) return 0;
    for (unsigned i = 0; i < 12; ++i) {
        static constexpr std::string_view kFull[] = {
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        };
        if (word.text == kMonths[i] || word.text == kFull[i] || (i == 8 && word.text == "sept")) {
            return i + 1;
        }
    }
    return 0;
}

std::optional<CivilPeriod> day(unsigned year, unsigned month, unsigned day_of_month) {
    if (year < 1000 || month == 0 || day_of_month == 0) return std::nullopt;
    const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return parse_iso_date(std::to_string(year) + "-" + two(month) + "-" + two(day_of_month));
}

}  // namespace

std::optional<CivilPeriod> parse_page_date(std::string_view text) {
    static constexpr std::size_t kLongest = 100;
    text = trim_space(text);
    if (text.empty() || text.size() > kLongest) return std::nullopt;
    if (auto iso = parse_iso_date(text)) return iso;
    const std::vector<Word> words = words_of(text);
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        const Word& a = words[i];
        const Word& b = words[i + 1];
        const Word& c = words[i + 2];
        // 18 Nov 2019
        if (number_of(a, 2) != 0 && month_of(b) != 0 && c.text.size() == 4) {
            if (auto found = day(number_of(c, 4), month_of(b), number_of(a, 2))) return found;
        }
        // November 18, 2019
        if (month_of(a) != 0 && number_of(b, 2) != 0 && c.text.size() == 4) {
            if (auto found = day(number_of(c, 4), month_of(a), number_of(b, 2))) return found;
        }
        // 2019/11/18, 2019.11.18
        if (a.text.size() == 4 && number_of(a, 4) != 0 && number_of(b, 2) != 0) {
            if (auto found = day(number_of(a, 4), number_of(b, 2), number_of(c, 2))) return found;
        }
    }
    return std::nullopt;
}

}  // namespace gazette
