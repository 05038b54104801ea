// Whether two short strings are the same, in place: for terms and words a call costs more than the
// comparison.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace gazette {

template <typename Number>
bool same_number(const char* a, const char* b) {
    Number x = 0;
    Number y = 0;
    std::memcpy(&x, a, sizeof x);
    std::memcpy(&y, b, sizeof y);
    return x == y;
}

// The last bytes are compared together, some of them twice.
inline bool same_bytes(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    const char* const p = a.data();
    const char* const q = b.data();
    const std::size_t size = a.size();
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8) {
            if (!same_number<std::uint64_t>(p + at, q + at)) return false;
        }
        return same_number<std::uint64_t>(p + size - 8, q + size - 8);
    }
    if (size >= 4) {
        return same_number<std::uint32_t>(p, q) &&
               same_number<std::uint32_t>(p + size - 4, q + size - 4);
    }
    for (std::size_t at = 0; at < size; ++at) {
        if (p[at] != q[at]) return false;
    }
    return true;
}

}  // namespace gazette
