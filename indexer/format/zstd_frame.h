// One piece of an index file, compressed by zstd where that makes it smaller.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gazette {

// The piece compressed, or as it is where compression gains nothing: then, and only then, the
// result has the size of `bytes`. Thread-safe.
std::string pack(std::string_view bytes);

// The piece again. `raw_bytes` is its size before; `what` names it in errors. Throws IndexError
// for anything that pack() did not make of a piece of that size.
std::string unpack(std::string_view packed, std::size_t raw_bytes, std::string_view what);

}  // namespace gazette
