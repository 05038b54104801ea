// The table that brings Traditional, Simplified and regional forms of a Han character together. It
// is made when the program is built, from OpenCC's dictionaries: see make_han_folds.cpp.
#pragma once

#include <cstdint>
#include <span>

namespace gazette {

struct HanFold {
    char32_t from = 0;
    char32_t to = 0;
};

// Sorted by `from`. No `to` is a `from`.
std::span<const HanFold> han_folds();

}  // namespace gazette
