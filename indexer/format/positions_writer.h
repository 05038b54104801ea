// Writes what Positions reads.
#pragma once

#include "indexer/format/file_writer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Appends a document's positions as the file has them. They ascend, and there is one at least.
void append_positions(std::string& out, std::span<const std::uint32_t> positions);

// Term after term, ascending by bytes; of each its documents, ascending. Holds the entries of one
// term's blocks, and a few bytes for each 32 terms. Not thread-safe. Throws IndexError.
class PositionsWriter {
  public:
    explicit PositionsWriter(const std::filesystem::path& file);
    ~PositionsWriter();

    // A term without documents is left out.
    void begin_term(std::string_view term);
    // `positions` as append_positions() gives them.
    void add(std::uint32_t docid, std::string_view positions);
    void end_term();
    // Of a part of so many documents. Writes and fsyncs. The last thing.
    void finish(std::uint64_t documents);

  private:
    struct Hash;

    void append(std::string_view bytes);
    void end_block();
    void end_group();

    FileWriter out_;
    std::unique_ptr<Hash> hash_;  // of all groups
    // Of the term.
    std::string term_;
    std::string before_;  // the term before
    std::uint32_t documents_ = 0;
    std::uint32_t last_document_ = 0;
    std::uint64_t stream_at_ = 0;
    std::string block_entries_;
    std::uint32_t blocks_ = 0;
    // Of the block.
    std::uint32_t in_block_ = 0;
    std::string block_documents_;
    std::string block_positions_;
    // Of the group.
    std::uint32_t in_group_ = 0;
    std::uint64_t group_at_ = 0;
    std::string directory_;
    // Of all groups.
    std::string index_;
    std::string first_terms_;
    std::uint64_t groups_ = 0;
};

// Writes, and fsyncs, what the writer does for the documents of all files in their order. `step` is
// called now and then, and may throw. Holds one block at a time.
void merge_positions(const std::vector<std::filesystem::path>& files,
                     const std::filesystem::path& target,
                     const std::function<void()>& step = {});

}  // namespace gazette
