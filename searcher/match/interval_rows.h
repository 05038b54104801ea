// Many intervals of places, and what NEAR makes of two sets of them. A row of bits stands for all
// intervals that begin at one place: bit d of the row of f says that [f, f + d] is one of them.
// Places are numbered so that place / 2 is a position: see intervals.h.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gazette {

struct IntervalRows {
    std::vector<std::uint32_t> firsts;  // ascending, distinct
    std::vector<std::uint64_t> bits;    // `words` for each first
    std::size_t words = 1;

    std::size_t size() const { return firsts.size(); }
    std::uint64_t* row(std::size_t i) { return bits.data() + i * words; }
    const std::uint64_t* row(std::size_t i) const { return bits.data() + i * words; }

    // Words that hold `places` bits.
    static std::size_t words_for(std::uint32_t places);

    void clear(std::size_t row_words) {
        firsts.clear();
        bits.clear();
        words = row_words;
    }
    std::uint64_t* add(std::uint32_t first) {
        firsts.push_back(first);
        bits.resize(firsts.size() * words, 0);
        return row(firsts.size() - 1);
    }
    // The same rows without their bits.
    void copy_shape(const IntervalRows& other) {
        firsts = other.firsts;
        words = other.words;
        bits.assign(other.bits.size(), 0);
    }
    // Leaves out the rows that do not begin in [from, to).
    void keep_between(std::uint32_t from, std::uint32_t to);
    void set(std::size_t i, std::uint32_t last);  // [firsts[i], last]
    // Index of the first row that begins at or after `first`.
    std::size_t lower_bound(std::uint32_t first) const {
        return static_cast<std::size_t>(std::lower_bound(firsts.begin(), firsts.end(), first) -
                                        firsts.begin());
    }
};

// Adds to `row`, which has `words` words, the hulls of the intervals in row i of `left` with those
// of `right` that begin after their end, at most `distance` positions from it.
void add_hulls(const IntervalRows& left,
               std::size_t i,
               std::uint32_t distance,
               const IntervalRows& right,
               std::uint64_t* row,
               std::size_t words);

// Marks in `used_left` and `used_right`, which have the shapes of `left` and `right`, the pairs
// whose hull is in `wanted`, a row of hulls that begin where row i of `left` does.
void mark_pairs(const std::uint64_t* wanted,
                std::size_t words,
                std::uint32_t distance,
                const IntervalRows& left,
                std::size_t i,
                const IntervalRows& right,
                IntervalRows& used_left,
                IntervalRows& used_right);

// On which side of an interval its partner has to be.
enum class PartnerSide : std::uint8_t { either, before, after };

// Marks in `used`, which has the shape of `rows`, the intervals that have one of `others` near
// enough. Whether there are any. Linear, whatever the distance.
bool mark_with_partner(const IntervalRows& rows,
                       const IntervalRows& others,
                       std::uint32_t distance,
                       PartnerSide side,
                       IntervalRows& used);

}  // namespace gazette
