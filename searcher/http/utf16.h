// Byte offsets of UTF-8 text as offsets in UTF-16 code units, the ones that browsers count in.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gazette {

// For each byte offset the number of UTF-16 code units before it, in one pass over the text. The
// offsets may come in any order; one past the end counts as the end. An offset inside a code
// point counts that code point as passed.
std::vector<std::uint32_t> utf16_offsets(std::string_view text,
                                         std::span<const std::uint32_t> bytes);

// True where the bytes are UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_valid_utf8(std::string_view bytes);

}  // namespace gazette
