// A piece of a document in places (indexer/format/fields.h): a sentence, a segment, an occurrence.
#pragma once

#include <algorithm>
#include <cstdint>

namespace gazette {

// Both ends included.
struct PlaceRange {
    std::uint32_t first = 0;
    std::uint32_t last = UINT32_MAX;

    bool holds(const PlaceRange& other) const { return other.first >= first && other.last <= last; }
    bool apart_from(const PlaceRange& other) const {
        return last < other.first || other.last < first;
    }
    // Of two that have a place in common.
    PlaceRange common(const PlaceRange& other) const {
        return {std::max(first, other.first), std::min(last, other.last)};
    }

    friend auto operator<=>(const PlaceRange&, const PlaceRange&) = default;
};

}  // namespace gazette
