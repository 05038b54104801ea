// Bytes that claim to be a stored document. The checksum of the table is set right first, since a
// hostile index has right ones.
#include "indexer/format/index_error.h"
#include "indexer/format/stored_document.h"

#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

// Mends the checksum where prologue and table can be told: see stored_document.cpp.
void mend_checksum(std::string& bytes) {
    std::size_t at = 3;
    std::uint64_t packed_bytes = 0;
    for (int number = 0; number < 2; ++number) {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && at < bytes.size(); shift += 7) {
            const auto byte = static_cast<std::uint8_t>(bytes[at++]);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) break;
        }
        if (number == 0) packed_bytes = value;
    }
    if (at + 8 > bytes.size() || packed_bytes > bytes.size() - at - 8) return;
    const std::uint64_t seed = XXH3_64bits(bytes.data(), at);
    const std::uint64_t hash =
        XXH3_64bits_withSeed(bytes.data() + at + 8, static_cast<std::size_t>(packed_bytes), seed);
    for (unsigned i = 0; i < 8; ++i) bytes[at + i] = static_cast<char>(hash >> (8 * i));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (size > 3) mend_checksum(bytes);
    try {
        const gazette::StoredDocument stored(
            bytes.size(), [&](std::uint64_t offset, std::uint64_t count) {
                if (offset > bytes.size() || count > bytes.size() - offset) {
                    throw gazette::IndexError("cut off");
                }
                return bytes.substr(offset, count);
            });
        const std::uint32_t end = stored.text_bytes();
        for (const std::uint32_t at : {std::uint32_t{0}, end / 2, end}) {
            stored.segment_at(at);
            stored.checkpoint_before(at);
            stored.checkpoint_before_byte(at);
            stored.checkpoint_after_byte(at);
            stored.text(at, at < UINT32_MAX - 40'000 ? at + 40'000 : at);
        }
    } catch (const gazette::IndexError&) {
        return 0;
    }
    return 0;
}
