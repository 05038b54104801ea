#include "searcher/match/distinct_places.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace gazette {
namespace {

// Places, with room for "nowhere" on both sides.
using Place = std::int64_t;
constexpr Place kNowhere = std::numeric_limits<Place>::max();

// The occurrences of an operand by their begin, with the least end of those from each on.
class ByBegin {
  public:
    explicit ByBegin(std::vector<PlaceRange> occurrences) : occurrences_(std::move(occurrences)) {
        std::sort(occurrences_.begin(), occurrences_.end());
        least_end_.resize(occurrences_.size());
        Place least = kNowhere;
        for (std::size_t i = occurrences_.size(); i-- > 0;) {
            least = std::min(least, Place{occurrences_[i].last});
            least_end_[i] = least;
        }
    }
    // The least end of an occurrence that begins behind `place`.
    Place least_end_behind(Place place) const {
        if (place == kNowhere) return kNowhere;
        const auto at = std::partition_point(
            occurrences_.begin(), occurrences_.end(), [&](const PlaceRange& occurrence) {
                return Place{occurrence.first} <= place;
            });
        if (at == occurrences_.end()) return kNowhere;
        return least_end_[static_cast<std::size_t>(at - occurrences_.begin())];
    }

  private:
    std::vector<PlaceRange> occurrences_;
    std::vector<Place> least_end_;
};

// For every set of operands (bits), the least place at which occurrences of them that are apart
// from each other can end.
std::vector<Place> least_ends(const std::vector<std::vector<PlaceRange>>& operands) {
    std::vector<ByBegin> sorted(operands.begin(), operands.end());
    std::vector<Place> ends(std::size_t{1} << operands.size(), kNowhere);
    ends[0] = -1;
    for (std::size_t set = 1; set < ends.size(); ++set) {
        for (std::size_t last = 0; last < operands.size(); ++last) {
            const std::size_t bit = std::size_t{1} << last;
            if ((set & bit) == 0) continue;
            ends[set] = std::min(ends[set], sorted[last].least_end_behind(ends[set & ~bit]));
        }
    }
    return ends;
}

// Left and right exchanged.
PlaceRange mirrored(const PlaceRange& range) {
    return {UINT32_MAX - range.last, UINT32_MAX - range.first};
}

}  // namespace

bool keep_distinct(std::vector<std::vector<PlaceRange>>& operands) {
    const std::vector<Place> from_left = least_ends(operands);
    if (from_left.back() == kNowhere) return false;
    std::vector<std::vector<PlaceRange>> turned = operands;
    for (std::vector<PlaceRange>& occurrences : turned) {
        std::transform(occurrences.begin(), occurrences.end(), occurrences.begin(), mirrored);
    }
    const std::vector<Place> from_right = least_ends(turned);
    const std::size_t all = from_left.size() - 1;
    for (std::size_t operand = 0; operand < operands.size(); ++operand) {
        const std::size_t others = all & ~(std::size_t{1} << operand);
        std::erase_if(operands[operand], [&](const PlaceRange& occurrence) {
            const PlaceRange turned_occurrence = mirrored(occurrence);
            for (std::size_t before = 0; before <= others; ++before) {
                if ((before & ~others) != 0) continue;
                if (from_left[before] < Place{occurrence.first} &&
                    from_right[others & ~before] < Place{turned_occurrence.first}) {
                    return false;
                }
            }
            return true;
        });
    }
    return true;
}

bool keep_ordered(std::vector<std::vector<PlaceRange>>& operands) {
    std::vector<std::vector<PlaceRange>> kept = operands;
    // What has one of each operand before it, and then of these what has one of each behind it.
    Place end = -1;
    for (std::vector<PlaceRange>& occurrences : kept) {
        std::erase_if(occurrences, [&](const PlaceRange& one) { return one.first <= end; });
        end = kNowhere;
        for (const PlaceRange& one : occurrences) end = std::min(end, Place{one.last});
    }
    Place begin = kNowhere;
    for (auto occurrences = kept.rbegin(); occurrences != kept.rend(); ++occurrences) {
        std::erase_if(*occurrences, [&](const PlaceRange& one) { return one.last >= begin; });
        begin = -1;
        for (const PlaceRange& one : *occurrences) begin = std::max(begin, Place{one.first});
    }
    if (begin < 0) return false;
    operands = std::move(kept);
    return true;
}

}  // namespace gazette
