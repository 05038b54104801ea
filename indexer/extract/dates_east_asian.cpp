#include "indexer/extract/dates_east_asian.h"

#include "indexer/extract/utf8.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>

namespace gazette {
namespace {

constexpr int kMaxYear = 9999;

// --- Numbers in Chinese numerals ------------------------------------------------------------

int han_digit(char32_t c) {
    static constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
    static constexpr std::u32string_view kFormal = U"零壹貳參肆伍陸柒捌玖";
    static constexpr std::u32string_view kOthers = U"○壱弐参肆伍陆漆捌玖";
    for (const auto digits : {kDigits, kFormal, kOthers}) {
        const auto at = digits.find(c);
        if (at != digits.npos) return static_cast<int>(at);
    }
    if (c == U'贰' || c == U'貮') return 2;
    if (c == U'叁' || c == U'叄') return 3;
    if (c == U'两' || c == U'兩') return 2;
    return c >= U'0' && c <= U'9' ? static_cast<int>(c - U'0') : -1;
}

// 0 for what is no unit; `digit` is set where the sign says 20, 30 or 40.
int han_unit(char32_t c, int& digit) {
    switch (c) {
        case U'十':
        case U'拾':
            return 10;
        case U'廿':
            digit = 2;
            return 10;
        case U'卅':
            digit = 3;
            return 10;
        case U'卌':
            digit = 4;
            return 10;
        case U'百':
        case U'佰':
            return 100;
        case U'千':
        case U'仟':
            return 1000;
        default:
            return 0;
    }
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        out += step.length == 0 ? U'\uFFFD' : step.code_point;
        text.remove_prefix(std::max(step.length, step.bad_length));
    }
    return out;
}

std::optional<int> han_number(std::u32string_view text) {
    if (text.empty() || text.size() > 12) return std::nullopt;
    if (text == U"元" || text == U"正") return 1;
    int total = 0;
    int digit = -1;  // waits for its unit
    int last_unit = 10'000;
    bool has_unit = false;
    bool has_zero = false;
    int plain_digits = 0;
    for (const char32_t c : text) {
        int own_digit = -1;
        if (const int unit = han_unit(c, own_digit); unit != 0) {
            if (unit >= last_unit || plain_digits > 1) return std::nullopt;
            if (own_digit >= 0 && digit >= 0) return std::nullopt;
            const int factor = own_digit >= 0 ? own_digit : digit;
            if (factor == 0) return std::nullopt;
            total += (factor < 0 ? 1 : factor) * unit;
            last_unit = unit;
            has_unit = true;
            digit = -1;
            plain_digits = 0;
            continue;
        }
        const int value = han_digit(c);
        if (value < 0) return std::nullopt;
        if (has_unit && value == 0 && digit < 0) {
            has_zero = true;
            continue;
        }
        if (has_unit && digit >= 0) return std::nullopt;
        digit = digit < 0 ? value : digit * 10 + value;
        if (++plain_digits > 4) return std::nullopt;
    }
    // "一百二" is 120 to some and 102 to nobody.
    if (has_unit && digit > 0 && last_unit > 10 && !has_zero) return std::nullopt;
    if (digit >= 0) total += digit;
    if (total > kMaxYear) return std::nullopt;
    return total;
}

// --- 2021年8月20日 ---------------------------------------------------------------------------

struct Era {
    std::u32string_view name;
    int offset;              // the year 1 is offset + 1
    int last;                // year of the era
    std::string_view since;  // no day before
};
constexpr Era kEras[] = {
    {U"中華民國", 1911, 999, "1912-01-01"},
    {U"中华民国", 1911, 999, "1912-01-01"},
    {U"民國", 1911, 999, "1912-01-01"},
    {U"民国", 1911, 999, "1912-01-01"},
    {U"令和", 2018, 999, "2019-05-01"},
    {U"平成", 1988, 31, "1989-01-08"},
    {U"昭和", 1925, 64, "1926-12-25"},
    {U"大正", 1911, 15, "1912-07-30"},
    {U"明治", 1867, 45, "1868-01-25"},
    {U"西元", 0, kMaxYear, "0001-01-01"},
    {U"西暦", 0, kMaxYear, "0001-01-01"},
    {U"公元", 0, kMaxYear, "0001-01-01"},
    {U"公曆", 0, kMaxYear, "0001-01-01"},
    {U"서기", 0, kMaxYear, "0001-01-01"},
};
// Japan counted months by the moon until then: 1873-01-01.
constexpr int kLastLunarYear = 1872;

std::optional<CivilPeriod> in_era(const Era& era, int year, unsigned month, unsigned day) {
    if (year < 1 || year > era.last) return std::nullopt;
    const int common = era.offset + year;
    const bool is_meiji = era.name == U"明治";
    if (is_meiji && common <= kLastLunarYear) month = day = 0;
    const auto period = civil_period(Calendar::gregorian, common, month, day);
    if (!period || period->last < parse_iso_date(era.since)->first) return std::nullopt;
    return period;
}

bool take(std::u32string_view& text, std::u32string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

bool take_one_of(std::u32string_view& text, std::initializer_list<std::u32string_view> signs) {
    return std::any_of(signs.begin(), signs.end(), [&](auto sign) { return take(text, sign); });
}

std::u32string without_spaces(std::u32string_view text) {
    std::u32string out;
    std::copy_if(
        text.begin(), text.end(), std::back_inserter(out), [](char32_t c) { return c != U' '; });
    return out;
}

// Up to one of the signs, which is taken too.
std::optional<int> number_before(std::u32string_view& text,
                                 std::initializer_list<std::u32string_view> signs) {
    for (std::size_t at = 1; at < text.size() && at <= 12; ++at) {
        std::u32string_view rest = text.substr(at);
        if (!take_one_of(rest, signs)) continue;
        const auto number = han_number(text.substr(0, at));
        if (number) text = rest;
        return number;
    }
    return std::nullopt;
}

bool is_taiwanese(std::string_view lang) {
    return lang == "zh-TW" || lang == "zh-Hant-TW";
}

const Era& era_of(Calendar calendar) {
    static constexpr Era kCommon{U"", 0, kMaxYear, "0001-01-01"};
    if (calendar == Calendar::roc) return kEras[0];
    if (calendar == Calendar::japanese) return kEras[4];
    return kCommon;
}

bool ends_with_weekday(std::u32string_view text) {
    if (text.empty()) return true;
    const bool in_brackets = take_one_of(text, {U"(", U"（"});
    if (!take_one_of(text, {U"星期", U"週", U"周", U"礼拜", U"禮拜"}) && !in_brackets) {
        if (text.size() != 3) return false;
    }
    static constexpr std::u32string_view kDays = U"日一二三四五六天月火水木金土월화수목금토일";
    if (text.empty() || kDays.find(text.front()) == kDays.npos) return false;
    text.remove_prefix(1);
    take_one_of(text, {U"曜日", U"曜", U"요일"});
    if (in_brackets && !take_one_of(text, {U")", U"）"})) return false;
    return text.empty();
}

}  // namespace

std::optional<CivilPeriod> east_asian(std::string_view folded, const DateHint& hint) {
    const std::u32string all = without_spaces(code_points(folded));
    std::u32string_view text = all;
    const Era* era = nullptr;
    for (const Era& row : kEras) {
        if (take(text, row.name)) {
            era = &row;
            break;
        }
    }
    const bool before = era != nullptr && take(text, U"前");
    const auto year = number_before(text, {U"年", U"년"});
    if (!year) return std::nullopt;
    const auto month = number_before(text, {U"月", U"월"});
    if (month && (*month < 1 || *month > 12)) return std::nullopt;
    const auto day = month ? number_before(text, {U"日", U"號", U"号", U"일"}) : std::nullopt;
    if (day && (*day < 1 || *day > 31)) return std::nullopt;
    if (!ends_with_weekday(text)) return std::nullopt;
    const auto m = static_cast<unsigned>(month.value_or(0));
    const auto d = static_cast<unsigned>(day.value_or(0));
    if (before) {
        if (era->offset != kEras[0].offset || *year < 1) return std::nullopt;
        return civil_period(Calendar::gregorian, 1912 - *year, m, d);
    }
    if (era != nullptr) return in_era(*era, *year, m, d);
    if (hint.calendar) {
        if (*year < 1000 || *hint.calendar == Calendar::gregorian) {
            return in_era(era_of(*hint.calendar), *year, m, d);
        }
        return civil_period(Calendar::gregorian, *year, m, d);
    }
    if (*year >= 1000) return civil_period(Calendar::gregorian, *year, m, d);
    if (is_taiwanese(hint.lang)) return in_era(kEras[0], *year, m, d);
    return std::nullopt;
}

// R3.5.1, H30/4/1: only where the language is known to be Japanese.
std::optional<CivilPeriod> japanese_initials(std::string_view folded) {
    static constexpr struct {
        char initial;
        std::size_t era;
    } kInitials[] = {{'r', 4}, {'h', 5}, {'s', 6}, {'t', 7}, {'m', 8}};
    if (folded.size() < 6) return std::nullopt;
    const auto* const found =
        std::find_if(std::begin(kInitials), std::end(kInitials), [&](const auto& row) {
            return row.initial == folded.front();
        });
    if (found == std::end(kInitials)) return std::nullopt;
    std::array<int, 3> parts{};
    std::size_t at = 1;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::size_t digits = 0;
        while (at < folded.size() && folded[at] >= '0' && folded[at] <= '9' && digits < 2) {
            parts[i] = parts[i] * 10 + (folded[at++] - '0');
            ++digits;
        }
        if (digits == 0) return std::nullopt;
        const bool last = i + 1 == parts.size();
        if (last ? at != folded.size()
                 : at >= folded.size() || (folded[at] != '.' && folded[at] != '/')) {
            return std::nullopt;
        }
        ++at;
    }
    if (parts[1] < 1 || parts[2] < 1) return std::nullopt;
    return in_era(kEras[found->era],
                  parts[0],
                  static_cast<unsigned>(parts[1]),
                  static_cast<unsigned>(parts[2]));
}

std::optional<int> parse_han_number(std::string_view text) {
    if (text.size() > 60) return std::nullopt;
    return han_number(code_points(text));
}

}  // namespace gazette
