// The bytes of a positions file, for its writer and its reader only:
//
//   Header       fixed size
//   groups       each of kTermsInGroup terms (the last of fewer), which ascend by bytes: their
//                streams, one behind the other; then their directory
//   index        for each group a GroupEntry, then the first terms' bytes, one behind the other
//
// Directory, for each term: how many bytes are those of the term before (one byte), the other bytes
// (a varint of their number, and they), the number of its documents and the bytes of its stream
// (varints).
//
// Stream: blocks of kDocumentsInBlock documents (the last of fewer), which ascend. A block: for
// each document the distance to the one before (the first's to 0) and the bytes of its positions,
// both varints; then the positions of each. Where there are two blocks or more, behind them a
// BlockEntry for each, so that one is found without reading those before.
//
// Positions of a document: of each a varint of its distance to the one before, less one; of the
// first, itself. Numbers are little-endian, varints of 7 bits a byte, low first.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace gazette::positions_layout {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::array<char, 8> kMagic = {'G', 'Z', 'P', 'O', 'S', 0, 0, 1};
inline constexpr std::uint32_t kTermsInGroup = 32;
inline constexpr std::uint32_t kDocumentsInBlock = 64;
// A document of a block takes two bytes or more, and three with its positions.
inline constexpr std::uint32_t kFewestDocumentBytes = 3;

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint64_t documents = 0;  // of the part
    std::uint64_t file_bytes = 0;
    std::uint64_t groups = 0;
    std::uint64_t index_at = 0;     // bytes from the beginning of the file
    std::uint64_t groups_hash = 0;  // XXH3 of all groups
    std::uint64_t index_hash = 0;   // XXH3 of the index
};

struct GroupEntry {
    std::uint64_t streams_at = 0;    // bytes from the beginning of the file
    std::uint64_t directory_at = 0;  // likewise; it ends where the next group begins
    std::uint64_t term_end = 0;      // of its first term, in the first terms' bytes
};

struct BlockEntry {
    std::uint32_t last_document = 0;
    std::uint32_t end_low = 0;   // where the block ends, bytes from the stream's beginning,
    std::uint32_t end_high = 0;  // in two halves
};
static_assert(sizeof(BlockEntry) == 12);

}  // namespace gazette::positions_layout
