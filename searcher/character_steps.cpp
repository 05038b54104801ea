#include "searcher/character_steps.h"

#include "indexer/analysis/utf8.h"

#include <cstdint>
#include <cstring>

namespace gazette {
namespace {

constexpr std::size_t kBlockBytes = 8;

// How many of eight bytes begin a character: those whose two highest bits are not 1 and 0.
std::size_t begun_in_block(const char* bytes) {
    std::uint64_t block = 0;
    std::memcpy(&block, bytes, kBlockBytes);
    const std::uint64_t continuing = (block & (~block << 1) & 0x8080808080808080U) >> 7;
    // The product's highest byte is the sum of all bytes: no processor needs an instruction for it.
    return kBlockBytes - static_cast<std::size_t>(continuing * 0x0101010101010101U >> 56);
}

}  // namespace

std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    std::size_t at = 0;
    for (; text.size() - at >= kBlockBytes; at += kBlockBytes) {
        count += begun_in_block(text.data() + at);
    }
    for (; at < text.size(); ++at) count += is_continuation_byte(text[at]) ? 0 : 1;
    return count;
}

std::size_t characters_before(std::string_view text, std::size_t at, std::size_t characters) {
    if (characters == 0) return at;
    while (at >= kBlockBytes) {
        const std::size_t begun = begun_in_block(text.data() + at - kBlockBytes);
        if (begun >= characters) break;
        characters -= begun;
        at -= kBlockBytes;
    }
    while (at > 0) {
        --at;
        if (!is_continuation_byte(text[at]) && --characters == 0) break;
    }
    return at;
}

std::size_t characters_after(std::string_view text, std::size_t at, std::size_t characters) {
    if (characters == 0 || at >= text.size()) return at;
    ++at;
    while (text.size() - at >= kBlockBytes) {
        const std::size_t begun = begun_in_block(text.data() + at);
        if (begun >= characters) break;
        characters -= begun;
        at += kBlockBytes;
    }
    for (; at < text.size(); ++at) {
        if (!is_continuation_byte(text[at]) && --characters == 0) break;
    }
    return at;
}

}  // namespace gazette
