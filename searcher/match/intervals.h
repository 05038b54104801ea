// Which occurrences of a NEAR's words take part in it: the interval algebra that evaluator.h
// describes, over a window of a document's positions.
//
// A node's intervals are kept as rows of bits (interval_rows.h). Rows are short, since no interval
// is wider than the sum of the distances and lengths below its node; so nested NEARs over words
// that are everywhere cost by the window, not by the number of combinations. A token's place is
// 2 * position + 1, a symbol's 2 * position.
#pragma once

#include "searcher/query/compiled_query.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace gazette {

class NearIntervals {
  public:
    // A text below the NEAR. Its occurrences that begin in [from - back, to + ahead), in positions,
    // have to be known to find the intervals that begin in [from, to).
    struct Leaf {
        std::uint32_t clause = 0;
        std::uint32_t back = 0;
        std::uint32_t ahead = 0;
        bool excluded = false;  // below the right side of a NOT NEAR: takes no part
    };

    // `near` is a NodeKind::near, and all that is below it text, any_of or near; throws
    // std::invalid_argument where it is not. Keeps nothing of its arguments.
    NearIntervals(const CompiledNode& near, const std::vector<TextClause>& clauses);
    ~NearIntervals();
    NearIntervals(NearIntervals&&) noexcept;
    NearIntervals& operator=(NearIntervals&&) noexcept;

    // Positions from the first to the last token of the widest interval there can be.
    std::uint32_t width() const;

    // From left to right.
    const std::vector<Leaf>& leaves() const;

    // Where the next occurrence of a leaf (index into leaves()) begins, at or after a position.
    using Next = std::function<std::uint64_t(std::size_t leaf, std::uint64_t from)>;

    // Before this position, but after `from`, no interval begins. Occurrences::kNone: nowhere.
    std::uint64_t earliest(std::uint64_t from, const Next& next) const;

    // `starts[leaf]` are the ascending first positions of the leaf's occurrences about [from, to).
    // Leaves in `starts` those that take part in an interval of the whole that begins there, and
    // of excluded leaves all; false where there are none.
    bool reduce(std::uint64_t from,
                std::uint64_t to,
                std::vector<std::vector<std::uint32_t>>& starts);

  private:
    struct Node;
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
