#include "indexer/glass/leaf_path.h"

#include <algorithm>

namespace gazette::glass {
namespace {

// The first of [from, end) for which `behind` holds, all after it alike; `end` where it holds for
// none.
template <class Behind>
std::uint32_t first_behind(std::uint32_t from, std::uint32_t end, const Behind& behind) {
    std::uint32_t low = from;
    std::uint32_t high = end;
    // What is near is asked for often: doubling steps, but for a block that was just entered.
    if (from > 1) {
        high = from;
        for (std::uint32_t step = 1; high < end && !behind(high); step *= 2) {
            low = high + 1;
            high = end - high > step ? high + step : end;
        }
    }
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (behind(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

}  // namespace

LeafPath::LeafPath(const MappedTable& table) : table_(table), root_level_(table.levels()) {
    levels_[root_level_].block = table_.block(table_.root_block(), root_level_);
}

void LeafPath::enter(std::uint32_t level) {
    const Level& from = levels_[level];
    const std::uint32_t child = table_.branch_item(from.block, from.at).child;
    levels_[level - 1] = {table_.block(child, level - 1), 0};
}

std::uint32_t LeafPath::last_not_behind(const BlockView& branch,
                                        std::uint32_t from,
                                        std::string_view key) const {
    // The first item of a branch stands for whatever is before the second.
    const auto behind = [&](std::uint32_t index) {
        const BranchItem item = table_.branch_item(branch, index);
        const int order = item.key.compare(key);
        return order > 0 || (order == 0 && item.component > 1);
    };
    return first_behind(from + 1, branch.items, behind) - 1;
}

void LeafPath::descend(std::string_view key) {
    std::uint32_t level = descended_ ? std::min(1U, root_level_) : root_level_;
    descended_ = true;
    if (level == 0) return;
    for (;; ++level) {
        Level& here = levels_[level];
        here.at = last_not_behind(here.block, here.at, key);
        if (here.at + 1 < here.block.items) break;
        // Behind the last item here, a block above may know of a better way.
        std::uint32_t above = level + 1;
        while (above <= root_level_ && levels_[above].at + 1 == levels_[above].block.items) {
            ++above;
        }
        if (above > root_level_) break;
        const Level& next = levels_[above];
        if (last_not_behind(next.block, next.at, key) == next.at) break;
        level = above - 1;
    }
    for (; level > 0; --level) {
        enter(level);
        if (level > 1) {
            Level& below = levels_[level - 1];
            below.at = last_not_behind(below.block, 0, key);
        }
    }
}

bool LeafPath::next_leaf() {
    std::uint32_t level = 1;
    while (level <= root_level_ && levels_[level].at + 1 == levels_[level].block.items) ++level;
    if (level > root_level_) return false;
    ++levels_[level].at;
    for (; level > 0; --level) enter(level);
    return true;
}

bool LeafPath::previous_leaf() {
    std::uint32_t level = 1;
    while (level <= root_level_ && levels_[level].at == 0) ++level;
    if (level > root_level_) return false;
    --levels_[level].at;
    for (; level > 0; --level) {
        enter(level);
        if (level > 1) levels_[level - 1].at = levels_[level - 1].block.items - 1;
    }
    return true;
}

std::uint32_t LeafPath::lower_bound(std::string_view key, std::uint32_t from) const {
    return first_behind(from, leaf().items, [&](std::uint32_t index) {
        return table_.leaf_key(leaf(), index) >= key;
    });
}

// Components lie one behind the other, over as many leaves as they need.
std::string_view LeafPath::tag(std::uint32_t index, std::vector<char>& room) const {
    LeafItem item = table_.leaf_item(leaf(), index);
    if (!item.first) table_.fail("an entry has no beginning");
    if (item.last) return item.piece;
    const std::string_view key = item.key;
    room.assign(item.piece.begin(), item.piece.end());
    LeafPath path = *this;
    for (unsigned component = 2; !item.last; ++component) {
        if (++index == path.leaf().items) {
            if (!path.next_leaf()) table_.fail("a piece of an entry is missing");
            index = 0;
        }
        item = table_.leaf_item(path.leaf(), index);
        if (item.first || item.component != component || item.key != key) {
            table_.fail("a piece of an entry is missing");
        }
        room.insert(room.end(), item.piece.begin(), item.piece.end());
    }
    return {room.data(), room.size()};
}

}  // namespace gazette::glass
