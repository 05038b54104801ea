// The way from the root of a mapped table to one of its leaves. It goes forward alone, from the
// lowest block on the way that also leads to the new leaf, so that near leaves cost little.
#pragma once

#include "indexer/glass/mapped_table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gazette::glass {

// Keeps a reference to the table, which is not empty. Not for sharing between threads. Throws
// IndexError.
class LeafPath {
  public:
    explicit LeafPath(const MappedTable& table);

    // To the leaf in which the beginning of the entry of `key` is, or would be: asked for before
    // anything else but stand_on(). Keys ascend from call to call.
    void descend(std::string_view key);
    // To a leaf of which it is known where it is; descend() comes next, before the leaf is left.
    void stand_on(std::uint32_t block) { levels_[0].block = table_.block(block, 0); }
    // To the leaf behind: false, and nothing changed, where this one is the last.
    bool next_leaf();
    // To the leaf before, likewise.
    bool previous_leaf();

    const MappedTable& table() const { return table_; }
    const BlockView& leaf() const { return levels_[0].block; }
    std::uint32_t leaf_number() const { return table_.number_of(levels_[0].block); }
    // Index of the first item of the leaf, at or after `from`, that has `key` or a greater one.
    std::uint32_t lower_bound(std::string_view key, std::uint32_t from = 0) const;
    // The tag of the entry that begins with this item of the leaf: in the table, or in `room` where
    // it lies in several components.
    std::string_view tag(std::uint32_t index, std::vector<char>& room) const;

  private:
    struct Level {
        BlockView block;
        std::uint32_t at = 0;  // the item that leads to the block below
    };

    // Index of the last item of the branch, at or after `from`, that is not behind the beginning of
    // the entry of `key`.
    std::uint32_t last_not_behind(const BlockView& branch,
                                  std::uint32_t from,
                                  std::string_view key) const;
    void enter(std::uint32_t level);  // the block below the item where this level is

    const MappedTable& table_;
    std::uint32_t root_level_;
    bool descended_ = false;
    std::array<Level, kMostLevels + 1> levels_;  // by level; 0: the leaf
};

}  // namespace gazette::glass
