#include "indexer/extract/list_symbol.h"

#include <algorithm>

namespace gazette {
namespace {

std::string roman(unsigned number, bool upper) {
    static constexpr struct {
        unsigned value;
        std::string_view sign;
    } kSigns[] = {{100, "c"},
                  {90, "xc"},
                  {50, "l"},
                  {40, "xl"},
                  {10, "x"},
                  {9, "ix"},
                  {5, "v"},
                  {4, "iv"},
                  {1, "i"}};
    if (number > 399) return std::to_string(number);
    std::string out;
    for (const auto& row : kSigns) {
        for (; number >= row.value; number -= row.value) out += row.sign;
    }
    if (upper) {
        std::transform(out.begin(), out.end(), out.begin(), [](char c) {
            return static_cast<char>(c - 'a' + 'A');
        });
    }
    return out;
}

}  // namespace

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
            out += roman(number, upper);
        } else {
            std::string letters;
            for (unsigned n = number; n > 0; n = (n - 1) / 26) {
                letters.insert(letters.begin(),
                               static_cast<char>((upper ? 'A' : 'a') + (n - 1) % 26));
            }
            out += letters;
        }
    }
    return done ? out : std::string();
}

}  // namespace gazette
