#include "indexer/analysis/name_key.h"

#include "indexer/analysis/character_run.h"
#include "indexer/analysis/fold.h"
#include "indexer/analysis/icu_data.h"
#include "indexer/analysis/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gazette {
namespace {

constexpr unsigned kMaxHanNumber = 1'000'000;

// What stands before a number and says that it is one.
constexpr std::array<std::string_view, 7> kNumberSigns = {
    "no", "nr", "nos", "n", "num", "numero", "numéro"};

struct Numeral {
    char32_t character;
    unsigned value;
};
constexpr std::array<Numeral, 17> kDigits = {{{U'〇', 0},
                                              {U'零', 0},
                                              {U'一', 1},
                                              {U'二', 2},
                                              {U'两', 2},
                                              {U'兩', 2},
                                              {U'三', 3},
                                              {U'四', 4},
                                              {U'五', 5},
                                              {U'六', 6},
                                              {U'七', 7},
                                              {U'八', 8},
                                              {U'九', 9},
                                              {U'廿', 20},
                                              {U'卅', 30},
                                              {U'卌', 40},
                                              {U'○', 0}}};
constexpr std::array<Numeral, 5> kUnits = {
    {{U'十', 10}, {U'百', 100}, {U'千', 1000}, {U'万', 10000}, {U'萬', 10000}}};

template <std::size_t Size>
const Numeral* find_in(const std::array<Numeral, Size>& table, char32_t character) {
    const auto* const row = std::find_if(
        table.begin(), table.end(), [&](const Numeral& one) { return one.character == character; });
    return row == table.end() ? nullptr : &*row;
}

bool is_combining_diacritic(char32_t c) {
    return c >= 0x300 && c <= 0x36F;
}

// Case, width and marks folded, Han characters in one script.
std::string folded(std::string_view text) {
    std::string surface;
    std::string letters(text);
    // Folding drops controls; a line that ends is a space.
    std::replace_if(
        letters.begin(), letters.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    fold_surface(std::string(letters), Casing::common, false, surface);
    const bool is_ascii =
        std::all_of(surface.begin(), surface.end(), [](char c) { return (c & 0x80) == 0; });
    if (is_ascii) return surface;  // nothing else changes it
    fold_script_variants(surface, letters);
    normalize(nfd(), letters, surface);
    letters.clear();
    for (std::size_t offset = 0; offset < surface.size();) {
        const char32_t c = next_code_point(surface, offset);
        if (!is_combining_diacritic(c)) append_code_point(letters, fold_han(c));
    }
    normalize(nfc(), letters, surface);
    return surface;
}

enum class Sort { letter, number, none };

Sort sort_of(char32_t c) {
    if (c < 0x80) {
        if (c >= U'0' && c <= U'9') return Sort::number;
        const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
        return letter ? Sort::letter : Sort::none;
    }
    const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
    if ((mask & U_GC_ND_MASK) != 0) return Sort::number;
    if ((mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0) return Sort::letter;
    return Sort::none;
}

// Digits for the Chinese numerals of 第一百二十三章.
std::string with_digits(const std::string& text) {
    constexpr std::string_view kOrdinal = "第";
    if (text.find(kOrdinal) == std::string::npos) return text;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text.compare(at, kOrdinal.size(), kOrdinal) != 0) {
            out += text[at++];
            continue;
        }
        out += kOrdinal;
        at += kOrdinal.size();
        while (at < text.size() && text[at] == ' ') ++at;
        const HanNumber number = han_number(std::string_view(text).substr(at));
        if (number.bytes == 0) continue;
        out += std::to_string(number.value);
        at += number.bytes;
    }
    return out;
}

// 第486章 and Chapter 486 as Cap. 486, which Hong Kong says.
void name_chapters(std::vector<NamePiece>& pieces) {
    constexpr std::string_view kOrdinal = "第";
    constexpr std::string_view kChapter = "章";
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        if (!pieces[i + 1].is_number) continue;
        if (pieces[i].text == "chapter") pieces[i].text = "cap";
        if (i + 2 >= pieces.size() || !pieces[i].text.ends_with(kOrdinal) ||
            !pieces[i + 2].text.starts_with(kChapter)) {
            continue;
        }
        pieces[i].text.replace(pieces[i].text.size() - kOrdinal.size(), kOrdinal.size(), "cap");
        pieces[i + 2].text.erase(0, kChapter.size());
    }
}

void drop_number_signs(std::vector<NamePiece>& pieces) {
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
        const bool sign = std::find(kNumberSigns.begin(), kNumberSigns.end(), pieces[i].text) !=
                          kNumberSigns.end();
        if (!sign || !pieces[i + 1].is_number) continue;
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

}  // namespace

HanNumber han_number(std::string_view text) {
    HanNumber number;
    unsigned total = 0;    // what units have closed
    unsigned section = 0;  // below ten thousand
    unsigned digits = 0;   // since the last unit
    bool any_unit = false;
    std::size_t offset = 0;
    while (offset < text.size()) {
        const std::size_t begin = offset;
        const char32_t c = next_code_point(text, offset);
        if (const auto* digit = find_in(kDigits, c)) {
            if (digit->value >= 20) {
                section += digit->value;
                any_unit = true;
            } else {
                digits = digits * 10 + digit->value;
            }
        } else if (const auto* unit = find_in(kUnits, c)) {
            any_unit = true;
            if (unit->value == 10000) {
                total += std::max(section + digits, 1U) * unit->value;
                section = 0;
            } else {
                section += std::max(digits, 1U) * unit->value;
            }
            digits = 0;
        } else {
            offset = begin;
            break;
        }
        if (total + section + digits > kMaxHanNumber) return {};
    }
    if (offset == 0) return number;
    number.value = any_unit ? total + section + digits : digits;
    number.bytes = offset;
    return number;
}

std::string han_numeral(unsigned value) {
    static constexpr std::array<std::string_view, 10> kNames = {
        "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static constexpr std::array<std::pair<unsigned, std::string_view>, 3> kPlaces = {
        {{1000, "千"}, {100, "百"}, {10, "十"}}};
    if (value < 10) return std::string(kNames.at(value));
    std::string out;
    bool gap = false;
    for (const auto& [place, name] : kPlaces) {
        const unsigned digit = value / place % 10;
        if (digit == 0) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += "零";
        gap = false;
        if (!(digit == 1 && place == 10 && out.empty())) out += kNames.at(digit);
        out += name;
    }
    if (value % 10 != 0) {
        if (gap) out += "零";
        out += kNames.at(value % 10);
    }
    return out;
}

std::vector<NamePiece> name_pieces(std::string_view text) {
    std::vector<NamePiece> pieces;
    if (text.size() > kMaxNameBytes) return pieces;
    const std::string letters = with_digits(folded(text));
    bool apart = true;
    std::size_t begin = 0;  // of what is not in a piece yet
    const auto end_piece = [&](std::size_t end) {
        if (!pieces.empty()) pieces.back().text.append(letters, begin, end - begin);
    };
    for (std::size_t offset = 0; offset < letters.size();) {
        const std::size_t at = offset;
        const Sort sort = sort_of(next_code_point(letters, offset));
        const bool number = sort == Sort::number;
        const bool goes_on = !apart && sort != Sort::none && pieces.back().is_number == number;
        if (goes_on) continue;
        if (!apart) end_piece(at);
        apart = sort == Sort::none;
        if (!apart) pieces.push_back({{}, number});
        begin = at;
    }
    if (!apart) end_piece(letters.size());
    drop_number_signs(pieces);
    name_chapters(pieces);
    return pieces;
}

std::string name_key(const std::vector<NamePiece>& pieces) {
    std::string key;
    bool after_number = false;
    for (const NamePiece& piece : pieces) {
        if (after_number && piece.is_number) key += '.';
        key += piece.text;
        after_number = piece.is_number;
    }
    return key;
}

std::string name_key(std::string_view text) {
    return name_key(name_pieces(text));
}

}  // namespace gazette
