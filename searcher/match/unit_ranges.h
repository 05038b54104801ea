// The units of a document, as the index lists them.
#pragma once

#include "searcher/match/place_range.h"

#include <cstdint>
#include <optional>
#include <span>

namespace gazette {

// The unit (sentence, ...) that holds a place, or the next one, the title's among them; nothing
// where there are none. `starts` are the ascending first places of units.
std::optional<PlaceRange> unit_at(std::span<const std::uint32_t> starts, std::uint32_t place);

// The first of some segments that ends at or behind a place; nothing behind the last. `begins` and
// `ends` are ascending, one for one.
std::optional<PlaceRange> segment_at(std::span<const std::uint32_t> begins,
                                     std::span<const std::uint32_t> ends,
                                     std::uint32_t place);

}  // namespace gazette
