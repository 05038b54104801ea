// Writes the B-tree of one glass table, from keys that come in order: block after block, each of
// them once, full, and the branches above as their blocks fill.
#pragma once

#include "indexer/format/file_writer.h"
#include "indexer/glass/block.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::glass {

// Not thread-safe. Throws IndexError (disk full, a key that is too long or out of order, a tag of
// more than some 130 MB).
class TableWriter {
  public:
    explicit TableWriter(std::filesystem::path file);

    // `key` is greater than all before, by bytes.
    void add(std::string_view key, std::string_view tag);
    // Writes what is left, and fsyncs. A table without keys leaves an empty file.
    TableRoot finish();

  private:
    // The block of a level that is being filled.
    struct Level {
        std::array<char, kBlockBytes> block{};
        std::size_t directory_end = kDirectoryAt;
        std::size_t items_begin = kBlockBytes;
        // What stands above the block: separates it from the one before.
        std::string divider;
        std::uint16_t divider_component = 0;

        std::size_t free() const { return items_begin - directory_end; }
        char* add_item(std::size_t bytes);
        void clear(unsigned level);
    };

    void add_component(std::string_view key, unsigned component, std::string_view piece, bool last);
    void begin_leaf(std::string_view key, unsigned component);
    void add_branch(std::size_t level,
                    const std::string& key,
                    std::uint16_t component,
                    std::uint32_t child);
    std::uint32_t write_block(Level& level);
    void close_block(std::size_t level);

    std::filesystem::path file_;
    std::unique_ptr<FileWriter> out_;
    std::vector<std::unique_ptr<Level>> levels_;  // [0] leaves
    std::string last_key_;
    std::uint64_t entries_ = 0;
    std::uint32_t blocks_ = 0;
};

}  // namespace gazette::glass
