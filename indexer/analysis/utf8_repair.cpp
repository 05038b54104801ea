// repair_utf8(): the WHATWG decoder's rule (Encoding Standard, "UTF-8 decoder"): a sequence is cut
// at the first byte that cannot continue it, and that byte is looked at again.
#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/utf8.h"

#include <cstdint>
#include <cstring>

namespace gazette {
namespace {

struct Sequence {
    std::size_t bytes = 1;
    bool valid = false;
};

Sequence sequence_at(std::string_view bytes, std::size_t offset) {
    const auto lead = static_cast<std::uint8_t>(bytes[offset]);
    if (lead < 0x80) return {1, true};
    std::size_t length = 0;
    if (lead >= 0xC2 && lead <= 0xDF) length = 2;
    if (lead >= 0xE0 && lead <= 0xEF) length = 3;
    if (lead >= 0xF0 && lead <= 0xF4) length = 4;
    if (length == 0) return {1, false};
    // The second byte is narrowed for overlong forms, surrogates and what lies past U+10FFFF.
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    for (std::size_t i = 1; i < length; ++i) {
        if (offset + i >= bytes.size()) return {i, false};
        const auto byte = static_cast<std::uint8_t>(bytes[offset + i]);
        if (byte < low || byte > high) return {i, false};
        low = 0x80;
        high = 0xBF;
    }
    return {length, true};
}

// Whether eight bytes or more follow, and the first eight are ASCII.
bool is_ascii_eight(std::string_view bytes, std::size_t offset) {
    std::uint64_t eight = 0;
    if (bytes.size() - offset < sizeof eight) return false;
    std::memcpy(&eight, bytes.data() + offset, sizeof eight);
    return (eight & 0x8080'8080'8080'8080U) == 0;
}

}  // namespace

std::string repair_utf8(std::string_view bytes, std::size_t* repaired) {
    std::string text;
    text.reserve(bytes.size());
    std::size_t count = 0;
    std::size_t copied = 0;
    std::size_t offset = 0;
    while (offset < bytes.size()) {
        if (is_ascii_eight(bytes, offset)) {
            offset += sizeof(std::uint64_t);
            continue;
        }
        const Sequence sequence = sequence_at(bytes, offset);
        if (!sequence.valid) {
            text.append(bytes.substr(copied, offset - copied));
            append_code_point(text, kReplacementCharacter);
            copied = offset + sequence.bytes;
            ++count;
        }
        offset += sequence.bytes;
    }
    text.append(bytes.substr(copied));
    if (repaired != nullptr) *repaired = count;
    return text;
}

}  // namespace gazette
