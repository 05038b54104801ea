// A glass table that is searched by key while it lies mapped in memory. The searcher's cursors
// stand on it; merging reads tables from front to back instead (table_reader.h).
#pragma once

#include "indexer/format/key_places.h"
#include "indexer/format/mapped_file.h"
#include "indexer/glass/block.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gazette::glass {

// A tree that is higher has more blocks than their numbers have room for.
inline constexpr std::uint32_t kMostLevels = 10;

// A block of a mapped table: the items of its directory, in order of their keys.
struct BlockView {
    const char* bytes = nullptr;
    std::uint32_t items = 0;
};

// An item of a leaf. Points into the table.
struct LeafItem {
    std::string_view key;
    std::string_view piece;  // of the tag
    bool first = true;       // component of the entry
    bool last = true;
    unsigned component = 1;
};

// An item of a branch.
struct BranchItem {
    std::string_view key;
    unsigned component = 0;
    std::uint32_t child = 0;
};

// Immutable but for what it remembers of places, and so safe to share between threads. Trusts
// nothing: every offset is checked when it is followed, and IndexError says which file is damaged.
// The file must not shrink while it is mapped.
class MappedTable {
  public:
    // `root` as read_version_file() gave it. Throws IndexError.
    MappedTable(std::filesystem::path file, const TableRoot& root);

    bool is_empty() const { return bytes_.empty(); }
    std::uint32_t root_block() const { return root_.root_block; }
    std::uint32_t levels() const { return root_.level; }  // 0: the root is a leaf
    std::uint64_t entries() const { return root_.entries; }
    KeyPlaces& places() const { return *places_; }

    // A block that has to have this level.
    BlockView block(std::uint32_t number, std::uint32_t level) const;
    std::uint32_t number_of(const BlockView& block) const {
        return static_cast<std::uint32_t>((block.bytes - bytes_.data()) / kBlockBytes);
    }
    LeafItem leaf_item(const BlockView& leaf, std::uint32_t index) const;
    // Its key alone.
    std::string_view leaf_key(const BlockView& leaf, std::uint32_t index) const {
        const std::size_t at = item_at(leaf, index, kSizeBias);
        const std::size_t key_bytes = static_cast<std::uint8_t>(leaf.bytes[at + 2]);
        if (key_bytes > kBlockBytes - at - kSizeBias) fail("an item is out of bounds");
        return {leaf.bytes + at + kSizeBias, key_bytes};
    }
    BranchItem branch_item(const BlockView& branch, std::uint32_t index) const;

    [[noreturn]] void fail(const char* why) const;

  private:
    // Where an item begins; at least `least` bytes lie between there and the end of the block.
    std::size_t item_at(const BlockView& block, std::uint32_t index, std::size_t least) const {
        const std::size_t at = get16(block.bytes + kDirectoryAt + kEntryBytes * index);
        const std::size_t directory_end = kDirectoryAt + kEntryBytes * std::size_t{block.items};
        if (at < directory_end || at + least > kBlockBytes) fail("an item is out of bounds");
        return at;
    }

    std::filesystem::path file_;
    TableRoot root_;
    std::optional<MappedFile> mapped_;
    std::string_view bytes_;
    std::unique_ptr<KeyPlaces> places_ = std::make_unique<KeyPlaces>();
};

inline LeafItem MappedTable::leaf_item(const BlockView& leaf, std::uint32_t index) const {
    const std::size_t at = item_at(leaf, index, kSizeBias);
    const char* const begin = leaf.bytes + at;
    const unsigned head = get16(begin);
    const std::size_t bytes = (head & kSizeMask) + kSizeBias;
    const std::size_t key_bytes = static_cast<std::uint8_t>(begin[2]);
    LeafItem item;
    item.first = (head & kFirstFlag) != 0;
    item.last = (head & kLastFlag) != 0;
    const std::size_t head_bytes = kSizeBias + key_bytes + (item.first ? 0 : kComponentBytes);
    if (bytes > kBlockBytes - at || head_bytes > bytes) fail("an item is out of bounds");
    if ((head & kCompressedFlag) != 0) fail("an entry is compressed");
    item.key = {begin + kSizeBias, key_bytes};
    if (!item.first) item.component = get16(begin + kSizeBias + key_bytes);
    item.piece = {begin + head_bytes, bytes - head_bytes};
    return item;
}

}  // namespace gazette::glass
