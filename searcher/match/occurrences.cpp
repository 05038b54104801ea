#include "searcher/match/occurrences.h"

#include <algorithm>

namespace gazette {
namespace {

// Index of the first value >= `target` at or after `at`: doubling steps, then a binary search
// between the last two, so that skipping far and skipping near are both cheap.
std::size_t gallop(std::span<const std::uint32_t> values, std::size_t at, std::uint64_t target) {
    std::size_t step = 1;
    std::size_t below = at;
    while (at < values.size() && values[at] < target) {
        below = at + 1;
        at += step;
        step *= 2;
    }
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(std::min(at, values.size()));
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(below);
    return static_cast<std::size_t>(std::lower_bound(begin, end, target) - values.begin());
}

}  // namespace

ClauseShape shape_of(const TextClause& clause) {
    ClauseShape shape;
    if (clause.slots.empty()) return shape;
    const auto by_offset = [](const Slot& a, const Slot& b) { return a.offset < b.offset; };
    const auto [low, high] =
        std::minmax_element(clause.slots.begin(), clause.slots.end(), by_offset);
    shape.first_offset = low->offset;
    shape.last_offset = high->offset;
    shape.ends_with_symbol = true;
    for (const Slot& slot : clause.slots) {
        if (slot.offset == shape.first_offset && slot.symbol) shape.begins_with_symbol = true;
        if (slot.offset == shape.last_offset && !slot.symbol) shape.ends_with_symbol = false;
    }
    return shape;
}

bool fit_anywhere(const SlotPositions& a, const SlotPositions& b) {
    const auto& few = a.positions.size() <= b.positions.size() ? a : b;
    const auto& many = &few == &a ? b : a;
    const bool alike = many.positions.size() / 8 <= few.positions.size();
    std::size_t at = 0;
    for (const std::uint32_t position : few.positions) {
        const std::uint64_t sum = std::uint64_t{position} + many.offset;
        if (sum < few.offset) continue;
        const std::uint64_t wanted = sum - few.offset;
        if (alike) {
            while (at < many.positions.size() && many.positions[at] < wanted) ++at;
        } else {
            at = gallop(many.positions, at, wanted);
        }
        if (at == many.positions.size()) return false;
        if (many.positions[at] == wanted) return true;
    }
    return false;
}

bool stand_near(std::span<const std::uint32_t> a,
                std::span<const std::uint32_t> b,
                std::uint32_t distance,
                bool ordered) {
    std::size_t behind = 0;  // the first of `b` behind the one of `a`
    for (const std::uint32_t position : a) {
        while (behind < b.size() && b[behind] <= position) ++behind;
        if (behind < b.size() && b[behind] - position <= distance) return true;
        if (ordered) {
            if (behind == b.size()) return false;
            continue;
        }
        std::size_t before = behind;
        if (before > 0 && b[before - 1] == position) --before;
        if (before > 0 && position - b[before - 1] <= distance) return true;
    }
    return false;
}

void Occurrences::reset(const ClauseShape& shape,
                        bool title_only,
                        std::uint32_t title_tokens,
                        std::span<const SlotPositions> slots) {
    shape_ = shape;
    title_only_ = title_only;
    title_tokens_ = title_tokens;
    asked_ = 0;
    cursors_.clear();
    for (const SlotPositions& slot : slots) {
        cursors_.push_back({slot.positions, slot.offset - shape.first_offset, 0});
    }
    std::sort(cursors_.begin(), cursors_.end(), [](const Cursor& a, const Cursor& b) {
        return a.positions.size() < b.positions.size();
    });
}

std::uint64_t Occurrences::next(std::uint64_t position) {
    if (cursors_.empty()) return kNone;
    if (position < asked_) {
        for (Cursor& cursor : cursors_) cursor.at = 0;
    }
    asked_ = position;
    std::uint64_t start = position;
    for (std::size_t agreed = 0; agreed < cursors_.size();) {
        Cursor& cursor = cursors_[agreed];
        const std::uint64_t wanted = start + cursor.offset;
        cursor.at = gallop(cursor.positions, cursor.at, wanted);
        if (cursor.at == cursor.positions.size()) return kNone;
        const std::uint64_t found = cursor.positions[cursor.at];
        if (found != wanted) {
            start = found - cursor.offset;
            agreed = 0;
            continue;
        }
        ++agreed;
        const bool across = start < title_tokens_ && start + shape_.width() >= title_tokens_;
        if (across) {
            start = title_tokens_;
            agreed = 0;
        }
        if (title_only_ && start >= title_tokens_) return kNone;
    }
    return start;
}

}  // namespace gazette
