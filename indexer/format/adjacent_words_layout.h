// The bytes of an adjacent-words file, for its writer and its reader only:
//
//   Header       fixed size
//   begins       of each group of kListsInGroup lists, bytes from the beginning of the file, and
//                the end of the last
//   lists        one for each bucket, in their order: the number of documents as a varint; where
//                there are some, a byte k and the number of bytes as a varint; then the bytes
//
// A list is Rice codes, lowest bits first, of the documents' distances less one: the quotient by
// 2^k as so many ones and a zero, and the remainder in k bits. (S. W. Golomb, "Run-length
// encodings", 1966; R. F. Rice, 1979.) Numbers are little-endian.
#pragma once

#include "indexer/format/adjacent_words.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace gazette::adjacent_words_layout {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::array<char, 8> kMagic = {'G', 'Z', 'A', 'D', 'J', 'W', 0, 1};
inline constexpr std::uint32_t kListsInGroup = 64;
inline constexpr std::uint32_t kGroups = kAdjacencyBuckets / kListsInGroup;
inline constexpr std::uint32_t kMostRiceBits = 31;

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint64_t documents = 0;
    std::uint64_t file_bytes = 0;
    std::uint64_t lists_hash = 0;   // XXH3 of all lists
    std::uint64_t begins_hash = 0;  // XXH3 of `begins`
};

using Begins = std::array<std::uint64_t, kGroups + 1>;

inline constexpr std::size_t kListsAt = sizeof(Header) + sizeof(Begins);

}  // namespace gazette::adjacent_words_layout
