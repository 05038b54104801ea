// UTF-8, code point by code point. The analyzer's text is valid UTF-8; on other bytes these
// functions stay inside the text and give U+FFFD, but do not promise more.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gazette {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// Reads the code point that begins at `offset` and moves `offset` behind it. Requires
// offset < text.size().
inline char32_t next_code_point(std::string_view text, std::size_t& offset) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(offset);
    if (lead < 0x80) {
        ++offset;
        return lead;
    }
    const std::size_t left = text.size() - offset;
    if (lead >= 0xE0 && lead < 0xF0 && left >= 3) {
        const char32_t code_point = (static_cast<char32_t>(lead & 0x0F) << 12) |
                                    (static_cast<char32_t>(byte(offset + 1) & 0x3F) << 6) |
                                    static_cast<char32_t>(byte(offset + 2) & 0x3F);
        offset += 3;
        return code_point;
    }
    if (lead >= 0xC0 && lead < 0xE0 && left >= 2) {
        const char32_t code_point = (static_cast<char32_t>(lead & 0x1F) << 6) |
                                    static_cast<char32_t>(byte(offset + 1) & 0x3F);
        offset += 2;
        return code_point;
    }
    if (lead >= 0xF0 && left >= 4) {
        const char32_t code_point = (static_cast<char32_t>(lead & 0x07) << 18) |
                                    (static_cast<char32_t>(byte(offset + 1) & 0x3F) << 12) |
                                    (static_cast<char32_t>(byte(offset + 2) & 0x3F) << 6) |
                                    static_cast<char32_t>(byte(offset + 3) & 0x3F);
        offset += 4;
        return code_point <= 0x10FFFF ? code_point : kReplacementCharacter;
    }
    ++offset;
    return kReplacementCharacter;
}

inline bool is_continuation_byte(char byte) {
    return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80;
}

// Into 4 bytes or fewer; how many.
inline std::size_t put_code_point(char* out, char32_t code_point) {
    const char* const begin = out;
    const auto put = [&](char32_t bits) { *out++ = static_cast<char>(bits); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | (code_point >> 18));
        put(0x80 | ((code_point >> 12) & 0x3F));
        put(0x80 | ((code_point >> 6) & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
    return static_cast<std::size_t>(out - begin);
}

inline void append_code_point(std::string& out, char32_t code_point) {
    std::array<char, 4> bytes;
    out.append(bytes.data(), put_code_point(bytes.data(), code_point));
}

}  // namespace gazette
