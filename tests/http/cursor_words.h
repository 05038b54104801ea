// Cursors with bytes of the tests' own choice in them, whose checksum is right.
#pragma once

#include "indexer/format/stored_document.h"

#include <string>
#include <string_view>

namespace gazette::test {

inline std::string base64url(std::string_view bytes) {
    static constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string letters;
    for (std::size_t bit = 0; bit < bytes.size() * 8; bit += 6) {
        unsigned value = 0;
        for (std::size_t i = bit; i < bit + 6; ++i) {
            const bool is_set = i / 8 < bytes.size() &&
                                (static_cast<unsigned char>(bytes[i / 8]) >> (7 - i % 8) & 1U) != 0;
            value = value * 2 + (is_set ? 1 : 0);
        }
        letters += kLetters[value];
    }
    return letters;
}

inline std::string cursor_of(std::string_view payload, char version = 4) {
    std::string bytes(1, version);
    bytes += content_hash(payload).substr(0, 8);
    bytes += payload;
    return base64url(bytes);
}

}  // namespace gazette::test
