// A piece of a text cut where marks begin and end, as it is shown. Offsets are bytes of the text.
// Any thread may call these.
#pragma once

#include "searcher/match/locate.h"
#include "searcher/response.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gazette {

// In order, not overlapping: spans that overlap become one.
std::vector<LocatedSpan> merge_overlapping(std::vector<LocatedSpan> spans);

// `text` are the bytes from `begin` on; `marks`, as merge_overlapping() gives them, lie in it. What
// comes back has all of it, and no empty fragment.
std::vector<Fragment> fragments_of(std::string_view text,
                                   std::uint32_t begin,
                                   std::span<const LocatedSpan> marks);

}  // namespace gazette
