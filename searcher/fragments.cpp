#include "searcher/fragments.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace gazette {

std::vector<LocatedSpan> merge_overlapping(std::vector<LocatedSpan> spans) {
    std::sort(spans.begin(), spans.end());
    std::vector<LocatedSpan> merged;
    for (const LocatedSpan& span : spans) {
        if (!merged.empty() && span.begin < merged.back().end) {
            merged.back().end = std::max(merged.back().end, span.end);
        } else {
            merged.push_back(span);
        }
    }
    return merged;
}

std::vector<Fragment> fragments_of(std::string_view text,
                                   std::uint32_t begin,
                                   std::span<const LocatedSpan> marks) {
    std::vector<Fragment> fragments;
    std::size_t at = 0;
    const auto add = [&](std::size_t end, bool match) {
        if (end > at) fragments.push_back({std::string(text.substr(at, end - at)), match});
        at = end;
    };
    for (const LocatedSpan& mark : marks) {
        add(mark.begin - begin, false);
        add(mark.end - begin, true);
    }
    add(text.size(), false);
    return fragments;
}

}  // namespace gazette
