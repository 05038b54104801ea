#include "searcher/match/unit_ranges.h"

#include <algorithm>

namespace gazette {

std::optional<PlaceRange> unit_at(std::span<const std::uint32_t> starts, std::uint32_t place) {
    if (starts.empty()) return std::nullopt;
    auto next = std::upper_bound(starts.begin(), starts.end(), place);
    if (next == starts.begin()) ++next;
    PlaceRange unit;
    unit.first = *(next - 1);
    if (next != starts.end()) unit.last = *next - 1;
    return unit;
}

std::optional<PlaceRange> segment_at(std::span<const std::uint32_t> begins,
                                     std::span<const std::uint32_t> ends,
                                     std::uint32_t place) {
    const auto end = std::lower_bound(ends.begin(), ends.end(), place);
    const auto index = static_cast<std::size_t>(end - ends.begin());
    if (index >= ends.size() || index >= begins.size()) return std::nullopt;
    return PlaceRange{begins[index], ends[index]};
}

}  // namespace gazette
