// The bytes of a columns file, for its writer and its reader only:
//
//   Header            fixed size; the extents say where each array lies
//   arrays            one for each Section, each beginning at a multiple of 8 bytes
//
// Numbers are little-endian, as on every machine that this runs on. Strings lie one behind the
// other in a blob; of n strings there are n + 1 beginnings. The index of ids is two arrays: hashes
// in ascending order, and the docid that belongs to each.
#pragma once

#include "indexer/format/columns.h"

#include <xxhash.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace gazette::columns_layout {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::size_t kAlignment = 8;
inline constexpr std::array<char, 8> kMagic = {'G', 'Z', 'C', 'O', 'L', 'S', 0, 3};

enum Section : std::size_t {
    kLengths,
    kTitleTokens,
    kDateFirst,
    kDateLast,
    kNewestRank,
    kOldestRank,
    kStoreOffset,
    kStoreSize,
    kContentHash,
    kIdBegins,
    kIds,
    kIndexHashes,
    kIndexDocids,
    kOrdinals,  // one for each facet column
    kValueBegins = kOrdinals + kFacetColumns,
    kValues = kValueBegins + kFacetColumns,
    kSections,
};

constexpr Section ordinals_of(std::size_t column) {
    return static_cast<Section>(kOrdinals + column);
}
constexpr Section value_begins_of(std::size_t column) {
    return static_cast<Section>(kValueBegins + column);
}

struct Extent {
    std::uint64_t begin = 0;  // bytes from the beginning of the file
    std::uint64_t size = 0;   // bytes
};

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint64_t file_bytes = 0;
    std::uint64_t documents = 0;
    std::uint64_t indexed = 0;  // documents that find() finds
    std::uint64_t total_length = 0;
    std::array<Extent, kSections> extents;
    std::uint64_t body_hash = 0;    // XXH3-64 of all that follows the header
    std::uint64_t header_hash = 0;  // XXH3-64 of the header without this field
};
static_assert(std::is_trivially_copyable_v<Header> && sizeof(Header) % kAlignment == 0);

inline std::uint64_t hash_of(const Header& header) {
    return XXH3_64bits(&header, offsetof(Header, header_hash));
}

inline std::uint32_t id_hash(std::string_view id) {
    return static_cast<std::uint32_t>(XXH3_64bits(id.data(), id.size()) >> 32);
}

}  // namespace gazette::columns_layout
