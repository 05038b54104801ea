// Where a text clause stands in a document: its slots' position lists laid over each other, the
// rarest first, by galloping, and only as far as is asked.
#pragma once

#include "indexer/format/stored_document.h"
#include "searcher/query/compiled_query.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gazette {

// What the slots of a clause make of its occurrences.
struct ClauseShape {
    std::uint32_t first_offset = 0;
    std::uint32_t last_offset = 0;
    bool begins_with_symbol = false;
    bool ends_with_symbol = false;

    std::uint32_t width() const { return last_offset - first_offset; }
};
ClauseShape shape_of(const TextClause& clause);

// One slot's ascending positions. Not owned.
struct SlotPositions {
    std::span<const std::uint32_t> positions;
    std::uint32_t offset = 0;
};

// Whether two slots stand at their offsets anywhere.
bool fit_anywhere(const SlotPositions& a, const SlotPositions& b);

// Whether one of `a` and another position of `b` are at most so far apart; ordered, with that of
// `a` first. Both ascend.
bool stand_near(std::span<const std::uint32_t> a,
                std::span<const std::uint32_t> b,
                std::uint32_t distance,
                bool ordered);

class Occurrences {
  public:
    static constexpr std::uint64_t kNone = ~std::uint64_t{0};

    // `slots` must live as long as this is asked.
    void reset(const ClauseShape& shape,
               bool title_only,
               std::uint32_t title_tokens,
               std::span<const SlotPositions> slots);

    // The position of the first token of the first occurrence that begins at or after `position`,
    // or kNone. Cheapest when asked in ascending order.
    std::uint64_t next(std::uint64_t position);

  private:
    struct Cursor {
        std::span<const std::uint32_t> positions;
        std::uint32_t offset = 0;  // from the first token
        std::size_t at = 0;
    };

    ClauseShape shape_;
    bool title_only_ = false;
    std::uint32_t title_tokens_ = 0;
    std::uint64_t asked_ = 0;
    std::vector<Cursor> cursors_;  // rarest first
};

}  // namespace gazette
