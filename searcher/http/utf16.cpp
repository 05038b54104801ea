#include "searcher/http/utf16.h"

#include <algorithm>
#include <numeric>

namespace gazette {

std::vector<std::uint32_t> utf16_offsets(std::string_view text,
                                         std::span<const std::uint32_t> bytes) {
    std::vector<std::size_t> order(bytes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return bytes[a] < bytes[b]; });

    std::vector<std::uint32_t> units(bytes.size());
    std::uint32_t passed = 0;
    std::size_t at = 0;
    for (const std::size_t which : order) {
        for (; at < text.size() && at < bytes[which]; ++at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            const bool continues = (byte & 0xC0U) == 0x80U;
            if (!continues) passed += byte >= 0xF0U ? 2U : 1U;
        }
        units[which] = passed;
    }
    return units;
}

bool is_valid_utf8(std::string_view bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        if (lead < 0x80U) {
            ++at;
            continue;
        }
        if (lead < 0xC2U || lead > 0xF4U) return false;
        const std::size_t length = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
        if (bytes.size() - at < length) return false;
        // The second byte's range excludes overlong forms, surrogates and what lies above U+10FFFF.
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        const unsigned low = lead == 0xE0U ? 0xA0U : lead == 0xF0U ? 0x90U : 0x80U;
        const unsigned high = lead == 0xEDU ? 0x9FU : lead == 0xF4U ? 0x8FU : 0xBFU;
        if (second < low || second > high) return false;
        for (std::size_t i = 2; i < length; ++i) {
            if ((static_cast<unsigned char>(bytes[at + i]) & 0xC0U) != 0x80U) return false;
        }
        at += length;
    }
    return true;
}

}  // namespace gazette
