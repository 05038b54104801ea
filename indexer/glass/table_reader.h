// Reads all keys and tags of a glass table in order, as merging does: leaf after leaf as they lie
// in the file, without the branches.
#pragma once

#include "indexer/format/file_writer.h"
#include "indexer/glass/block.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace gazette::glass {

// Not thread-safe. Trusts nothing: throws IndexError for what no table of uncompressed tags holds,
// and where there are not as many keys as `root` says. `root.sequential` must be true.
class TableReader {
  public:
    TableReader(const std::filesystem::path& file, const TableRoot& root);

    // False at the end.
    bool next();
    // Of the entry that next() went to, until it is called again.
    std::string_view key() const { return key_; }
    std::string_view tag() const { return tag_; }

  private:
    struct Item {
        std::string_view key, piece;
        unsigned component = 1;
        bool first = true, last = true;
    };

    bool next_item(Item& item);
    bool next_leaf();
    Item read_item(std::size_t at) const;
    [[noreturn]] void fail(const char* why) const;

    std::string name_;
    std::unique_ptr<FileReader> file_;  // none for a table without entries
    std::uint64_t entries_left_ = 0;
    std::string blocks_;            // read at once
    std::uint64_t file_at_ = 0;     // where the next are
    std::size_t block_ = 0;         // the leaf in `blocks_`
    std::size_t next_block_ = 0;    // where the next block begins there
    std::size_t directory_at_ = 0;  // next entry of the leaf's directory
    std::size_t directory_end_ = 0;
    std::string_view key_, tag_;
    std::string long_key_, long_tag_;  // of an entry in several components
};

}  // namespace gazette::glass
