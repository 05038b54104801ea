#include "indexer/extract/utf8.h"

#include <cstdint>
#include <cstring>

namespace gazette {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool is_continuation(unsigned byte) {
    return (byte & 0xC0u) == 0x80u;
}

bool is_space(char32_t c) {
    return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

}  // namespace

std::size_t ascii_bytes(std::string_view text) {
    std::size_t at = 0;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & 0x8080'8080'8080'8080U) != 0) break;
    }
    while (at < text.size() && byte_at(text, at) < 0x80) ++at;
    return at;
}

Utf8Step utf8_step(std::string_view text) {
    const unsigned lead = byte_at(text, 0);
    if (lead < 0x80) return {1, 0, lead};
    std::size_t need = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    char32_t value = 0;
    if (lead >= 0xC2 && lead <= 0xDF) {
        need = 1;
        value = lead & 0x1Fu;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        need = 2;
        value = lead & 0x0Fu;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        need = 3;
        value = lead & 0x07u;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    } else {
        return {0, 1, 0};
    }
    for (std::size_t i = 1; i <= need; ++i) {
        if (i >= text.size()) return {0, i, 0};
        const unsigned next = byte_at(text, i);
        if (next < low || next > high) return {0, i, 0};
        low = 0x80;
        high = 0xBF;
        value = (value << 6) | (next & 0x3Fu);
    }
    return {need + 1, 0, value};
}

Utf8Census utf8_census(std::string_view text) {
    Utf8Census census;
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        if (step.length == 0) {
            ++census.ill_formed;
            text.remove_prefix(step.bad_length);
            continue;
        }
        ++census.characters;
        if (step.length > 1) ++census.multibyte;
        text.remove_prefix(step.length);
    }
    return census;
}

bool is_utf8(std::string_view text) {
    for (text.remove_prefix(ascii_bytes(text)); !text.empty();
         text.remove_prefix(ascii_bytes(text))) {
        const Utf8Step step = utf8_step(text);
        if (step.length == 0) return false;
        text.remove_prefix(step.length);
    }
    return true;
}

std::string repair_utf8(std::string_view text, std::size_t& repaired) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t plain = ascii_bytes(text);
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;
        const Utf8Step step = utf8_step(text);
        if (step.length == 0) {
            ++repaired;
            out += kReplacement;
            text.remove_prefix(step.bad_length);
            continue;
        }
        out.append(text.substr(0, step.length));
        text.remove_prefix(step.length);
    }
    return out;
}

void append_utf8(std::string& out, char32_t c) {
    const auto push = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        push(c);
    } else if (c < 0x800) {
        push(0xC0 | (c >> 6));
        push(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        push(0xE0 | (c >> 12));
        push(0x80 | ((c >> 6) & 0x3F));
        push(0x80 | (c & 0x3F));
    } else {
        push(0xF0 | (c >> 18));
        push(0x80 | ((c >> 12) & 0x3F));
        push(0x80 | ((c >> 6) & 0x3F));
        push(0x80 | (c & 0x3F));
    }
}

std::size_t code_point_floor(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return text.size();
    while (offset > 0 && is_continuation(byte_at(text, offset))) --offset;
    return offset;
}

bool is_blank(std::string_view text) {
    return trim_space(text).empty();
}

std::string collapse_space(std::string_view text) {
    std::string out;
    bool pending = false;
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        const std::size_t length = step.length == 0 ? step.bad_length : step.length;
        if (step.length != 0 && (is_space(step.code_point) || is_control(step.code_point))) {
            pending = !out.empty();
        } else {
            if (pending) out += ' ';
            pending = false;
            out.append(text.substr(0, length));
        }
        text.remove_prefix(length);
    }
    return out;
}

std::string_view trim_space(std::string_view text) {
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        if (step.length == 0 || !is_space(step.code_point)) break;
        text.remove_prefix(step.length);
    }
    while (!text.empty()) {
        const std::size_t start = code_point_floor(text, text.size() - 1);
        const Utf8Step step = utf8_step(text.substr(start));
        if (step.length == 0 || !is_space(step.code_point)) break;
        text = text.substr(0, start);
    }
    return text;
}

bool joins_without_space(char32_t c) {
    return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF01 && c <= 0xFF9F) || (c >= 0x20000 && c <= 0x3FFFF);
}

char32_t first_code_point(std::string_view text) {
    return text.empty() ? 0 : utf8_step(text).code_point;
}

char32_t last_code_point(std::string_view text) {
    if (text.empty()) return 0;
    return utf8_step(text.substr(code_point_floor(text, text.size() - 1))).code_point;
}

}  // namespace gazette
