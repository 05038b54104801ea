// How a block of a glass table is laid out, for the writer and the reader of tables. All numbers
// in it are big-endian:
//
//   0   4 bytes  revision          5   2 bytes  free bytes between directory and items
//   4   1 byte   level, 0: leaf    7   2 bytes  free bytes in all
//                                  9   2 bytes  end of the directory
//   11  the directory: where each item begins, 2 bytes each, in order of the keys
//
// and the items, filled in from the end of the block downwards. An item of a leaf is
//
//   2 bytes  its size - 3, and flags      2 bytes  number of the component, unless it is the first
//   1 byte   size of the key, the key     a piece of the tag
//
// A tag that is too long for one item lies in several, its components. An item of a branch is
//
//   4 bytes  number of the block below    2 bytes  number of the component
//   1 byte   size of the key, the key
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace gazette::glass {

inline constexpr std::size_t kBlockBytes = 8192;

inline constexpr std::size_t kLevelAt = 4;
inline constexpr std::size_t kMaxFreeAt = 5;
inline constexpr std::size_t kTotalFreeAt = 7;
inline constexpr std::size_t kDirectoryEndAt = 9;
inline constexpr std::size_t kDirectoryAt = 11;
inline constexpr std::size_t kEntryBytes = 2;  // of the directory

inline constexpr unsigned kCompressedFlag = 0x8000;
inline constexpr unsigned kLastFlag = 0x4000;
inline constexpr unsigned kFirstFlag = 0x2000;
inline constexpr unsigned kSizeMask = 0x1FFF;
inline constexpr std::size_t kSizeBias = 3;
inline constexpr std::size_t kComponentBytes = 2;
inline constexpr std::size_t kChildBytes = 4;
inline constexpr std::size_t kMaxComponents = 65535;

// Four items fit into a block, however large.
inline constexpr std::size_t kMaxItemBytes = (kBlockBytes - kDirectoryAt - 4 * kEntryBytes) / 4;

inline void put16(char* at, std::size_t value) {
    at[0] = static_cast<char>(value >> 8);
    at[1] = static_cast<char>(value);
}
inline void put32(char* at, std::uint32_t value) {
    put16(at, value >> 16);
    put16(at + 2, value & 0xFFFF);
}
inline unsigned get16(const char* at) {
    return static_cast<unsigned>(static_cast<std::uint8_t>(at[0])) << 8 |
           static_cast<std::uint8_t>(at[1]);
}

// Where a table's tree begins, as iamglass holds it. Without entries there is no tree, and
// Xapian makes no file.
struct TableRoot {
    std::uint32_t root_block = 0;
    std::uint32_t level = 0;    // of the root; 0: the root is a leaf
    std::uint64_t entries = 0;  // keys
    std::uint32_t blocks = 0;   // in the file
    // Leaves lie in the file in the order of their keys.
    bool sequential = true;
    bool is_empty() const { return blocks == 0; }
};

}  // namespace gazette::glass
