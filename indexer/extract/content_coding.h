// Content codings of HTTP (RFC 9110, 8.4.1), undone within bounds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

struct Uncoded {
    std::string bytes;       // as far as it could be undone
    std::string problem;     // empty: all of it
    bool too_large = false;  // the problem is a limit
};

// Undoes one coding: "gzip", "x-gzip", "deflate" (with or without its zlib head), "br", "zstd".
// Nothing for a coding that is not known. No more than `max_bytes` come back, and no more than
// kMaxUnpackRatio allows.
std::optional<Uncoded> undo_coding(std::string_view coding,
                                   std::string_view bytes,
                                   std::size_t max_bytes);

// Whether `coded` bytes may become `plain` ones.
bool is_believable_growth(std::size_t coded, std::size_t plain);

}  // namespace gazette
