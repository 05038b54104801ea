#include "indexer/extract/list_numbers.h"

#include <utility>

namespace gazette {

std::string roman_number(unsigned number, bool upper) {
    static constexpr std::pair<unsigned, std::string_view> kSigns[] = {
        {1000, "m"},
        {900, "cm"},
        {500, "d"},
        {400, "cd"},
        {100, "c"},
        {90, "xc"},
        {50, "l"},
        {40, "xl"},
        {10, "x"},
        {9, "ix"},
        {5, "v"},
        {4, "iv"},
        {1, "i"},
    };
    if (number == 0 || number >= 4000) return std::to_string(number);
    std::string out;
    for (const auto& [value, sign] : kSigns) {
        for (; number >= value; number -= value) out += sign;
    }
    if (upper) {
        for (char& c : out) c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

std::string letter_number(unsigned number, bool upper) {
    std::string out;
    for (; number > 0; number = (number - 1) / 26) {
        out.insert(out.begin(), static_cast<char>((upper ? 'A' : 'a') + (number - 1) % 26));
    }
    return out;
}

std::string number_by_symbol(std::string_view symbol, unsigned number) {
    std::string out;
    bool done = false;
    for (const char c : symbol) {
        const bool digit = c >= '0' && c <= '9';
        const bool lower = c >= 'a' && c <= 'z';
        const bool upper = c >= 'A' && c <= 'Z';
        if (done || (!digit && !lower && !upper)) {
            if (!digit && !lower && !upper) out += c;
            continue;
        }
        done = true;
        if (digit) {
            out += std::to_string(number);
        } else if (c == 'i' || c == 'I') {
            out += roman_number(number, upper);
        } else {
            out += letter_number(number, upper);
        }
    }
    return done ? out : std::string();
}

}  // namespace gazette
