#include "searcher/match/interval_rows.h"

#include <bit>

namespace gazette {
namespace {

constexpr std::uint32_t kWordBits = 64;

// The bits of word `word` that lie in [low, high] of the row.
std::uint64_t mask_of(std::size_t word, std::uint32_t low, std::uint32_t high) {
    const std::size_t low_word = low / kWordBits;
    const std::size_t high_word = high / kWordBits;
    if (word < low_word || word > high_word) return 0;
    std::uint64_t mask = ~std::uint64_t{0};
    if (word == low_word) mask &= ~std::uint64_t{0} << (low % kWordBits);
    if (word == high_word) mask &= ~std::uint64_t{0} >> (kWordBits - 1 - high % kWordBits);
    return mask;
}

bool any_bit(const std::uint64_t* row, std::uint32_t low, std::uint32_t high) {
    for (std::size_t w = low / kWordBits; w <= high / kWordBits; ++w) {
        if ((row[w] & mask_of(w, low, high)) != 0) return true;
    }
    return false;
}

// Word `word` of a row of `words` words after a shift to higher bits.
std::uint64_t shifted_up(const std::uint64_t* row,
                         std::size_t words,
                         std::uint32_t shift,
                         std::size_t word) {
    const std::size_t whole = shift / kWordBits;
    const std::uint32_t rest = shift % kWordBits;
    std::uint64_t value = 0;
    if (word >= whole && word - whole < words) value = row[word - whole] << rest;
    if (rest != 0 && word >= whole + 1 && word - whole - 1 < words) {
        value |= row[word - whole - 1] >> (kWordBits - rest);
    }
    return value;
}

// ... and to lower ones.
std::uint64_t shifted_down(const std::uint64_t* row,
                           std::size_t words,
                           std::uint32_t shift,
                           std::size_t word) {
    const std::size_t whole = shift / kWordBits;
    const std::uint32_t rest = shift % kWordBits;
    std::uint64_t value = 0;
    if (word + whole < words) value = row[word + whole] >> rest;
    if (rest != 0 && word + whole + 1 < words) {
        value |= row[word + whole + 1] << (kWordBits - rest);
    }
    return value;
}

template <typename Visit>
void each_last(const IntervalRows& rows, std::size_t i, Visit&& visit) {
    for (std::size_t w = 0; w < rows.words; ++w) {
        for (std::uint64_t left = rows.row(i)[w]; left != 0; left &= left - 1) {
            const auto bit = static_cast<std::uint32_t>(w * kWordBits) +
                             static_cast<std::uint32_t>(std::countr_zero(left));
            visit(rows.firsts[i] + bit);
        }
    }
}

// Visits the rows of `right` that stand near some interval of row i of `left`, after its end:
// visit(index in right, low, high), where the intervals of the row that end within bits
// [low, high] are those near it.
template <typename Visit>
void each_follower(const IntervalRows& left,
                   std::size_t i,
                   std::uint32_t distance,
                   const IntervalRows& right,
                   Visit&& visit) {
    const std::uint32_t first = left.firsts[i];
    const auto row_bits = static_cast<std::uint32_t>(left.words * kWordBits);
    const std::uint32_t reach = (first + row_bits - 1) / 2 + distance;  // in positions
    for (std::size_t j = right.lower_bound(first + 1); j < right.size(); ++j) {
        const std::uint32_t begin = right.firsts[j];
        if (begin / 2 > reach) break;
        const std::uint32_t nearest = begin / 2 > distance ? 2 * (begin / 2 - distance) : 0;
        const std::uint32_t low = std::max(nearest, first) - first;
        const std::uint32_t high = std::min(begin - 1 - first, row_bits - 1);
        if (low <= high && any_bit(left.row(i), low, high)) visit(j, low, high);
    }
}

// The places at which an interval ends, ascending.
std::vector<std::uint32_t> lasts_of(const IntervalRows& rows) {
    std::vector<std::uint32_t> lasts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        each_last(rows, i, [&](std::uint32_t last) { lasts.push_back(last); });
    }
    std::sort(lasts.begin(), lasts.end());
    lasts.erase(std::unique(lasts.begin(), lasts.end()), lasts.end());
    return lasts;
}

}  // namespace

std::size_t IntervalRows::words_for(std::uint32_t places) {
    return (places + kWordBits - 1) / kWordBits;
}

void IntervalRows::keep_between(std::uint32_t from, std::uint32_t to) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        if (firsts[i] < from || firsts[i] >= to) continue;
        if (kept != i) {
            firsts[kept] = firsts[i];
            std::copy(row(i), row(i) + words, row(kept));
        }
        ++kept;
    }
    firsts.resize(kept);
    bits.resize(kept * words);
}

void IntervalRows::set(std::size_t i, std::uint32_t last) {
    const std::uint32_t bit = last - firsts[i];
    row(i)[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
}

void add_hulls(const IntervalRows& left,
               std::size_t i,
               std::uint32_t distance,
               const IntervalRows& right,
               std::uint64_t* row,
               std::size_t words) {
    each_follower(left, i, distance, right, [&](std::size_t j, std::uint32_t, std::uint32_t) {
        const std::uint32_t shift = right.firsts[j] - left.firsts[i];
        const std::size_t end = std::min(words, shift / kWordBits + right.words + 1);
        for (std::size_t w = shift / kWordBits; w < end; ++w) {
            row[w] |= shifted_up(right.row(j), right.words, shift, w);
        }
    });
}

void mark_pairs(const std::uint64_t* wanted,
                std::size_t words,
                std::uint32_t distance,
                const IntervalRows& left,
                std::size_t i,
                const IntervalRows& right,
                IntervalRows& used_left,
                IntervalRows& used_right) {
    each_follower(
        left, i, distance, right, [&](std::size_t j, std::uint32_t low, std::uint32_t high) {
            const std::uint32_t shift = right.firsts[j] - left.firsts[i];
            std::uint64_t any = 0;
            for (std::size_t w = 0; w < right.words; ++w) {
                const std::uint64_t both = shifted_down(wanted, words, shift, w) & right.row(j)[w];
                used_right.row(j)[w] |= both;
                any |= both;
            }
            if (any == 0) return;
            for (std::size_t w = low / kWordBits; w <= high / kWordBits; ++w) {
                used_left.row(i)[w] |= left.row(i)[w] & mask_of(w, low, high);
            }
        });
}

bool mark_with_partner(const IntervalRows& rows,
                       const IntervalRows& others,
                       std::uint32_t distance,
                       PartnerSide side,
                       IntervalRows& used) {
    const std::vector<std::uint32_t> other_lasts = lasts_of(others);
    bool any = false;
    std::size_t ended = 0;  // of other_lasts before the row's first place
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t first = rows.firsts[i];
        while (ended < other_lasts.size() && other_lasts[ended] < first) ++ended;
        const bool before = side != PartnerSide::after && ended > 0 &&
                            first / 2 - other_lasts[ended - 1] / 2 <= distance;
        each_last(rows, i, [&](std::uint32_t last) {
            const std::size_t j = others.lower_bound(last + 1);
            const bool after = side != PartnerSide::before && j < others.size() &&
                               others.firsts[j] / 2 - last / 2 <= distance;
            if (!before && !after) return;
            used.set(i, last);
            any = true;
        });
    }
    return any;
}

}  // namespace gazette
