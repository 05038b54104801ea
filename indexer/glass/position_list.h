// The positions of a term in a document, as the position table of a glass database keeps them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::glass {

// Appends the tag. `positions` ascend, and there is one at least.
//
// A varint of the last one; where there are more, a stream of bits: the first, the number of those
// between, and these by interpolative coding (Moffat and Stuiver, "Binary Interpolative Coding for
// Effective Index Compression", 2000): the middle one, in no more bits than its neighbours leave
// open, then both halves alike.
void append_positions(std::string& out, std::span<const std::uint32_t> positions);

// Replaces what `positions` held by those of the tag. Null; or, in words, what is wrong with the
// tag: then `positions` holds anything. More than `most` are wrong: a run without gaps takes no
// bits, so that a few bytes could stand for billions.
const char* read_positions(std::string_view tag,
                           std::uint32_t most,
                           std::vector<std::uint32_t>& positions);

}  // namespace gazette::glass
