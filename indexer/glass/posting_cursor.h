// A term's posting list in a mapped postlist table (its format: posting_list.h), read where it
// lies: forward, chunk by chunk, over as many chunks at once as a seek allows.
#pragma once

#include "indexer/glass/leaf_path.h"
#include "indexer/glass/mapped_table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::glass {

// Keeps a reference to the table. Not for sharing between threads. Throws IndexError for a damaged
// table.
class PostingCursor {
  public:
    static constexpr std::uint32_t kNoMoreDocuments = UINT32_MAX;

    // `term` as the index has it, without escapes. The database has `documents` documents: a docid
    // above is damage. Stands at the first document.
    PostingCursor(const MappedTable& table, std::string_view term, std::uint32_t documents);

    // Moving leaves `at_` where it is, in the table or in `long_tag_`; copying would not.
    PostingCursor(PostingCursor&&) noexcept = default;
    PostingCursor& operator=(PostingCursor&&) = delete;

    // How many documents have the term.
    std::uint32_t frequency() const { return frequency_; }
    // Where it stands; kNoMoreDocuments behind the last.
    std::uint32_t document() const { return document_; }
    // Of the term in that document.
    std::uint32_t wdf() const { return wdf_; }

    // To the first document at or after `target`; never back.
    void seek(std::uint32_t target) {
        if (target > chunk_last_) find_chunk(target);
        while (document_ < target) next_in_chunk();
    }

    // To the document behind the current one, of which there is one.
    void next() {
        if (document_ < chunk_last_) {
            next_in_chunk();
        } else {
            find_chunk(document_ + 1);
        }
    }

  private:
    std::optional<std::uint32_t> find_term();
    void find_chunk(std::uint32_t target);
    void enter_chunk(std::uint32_t index);
    bool next_item(std::uint32_t& index);
    void next_in_chunk() {
        // Mostly either number is a byte.
        if (chunk_end_ - at_ >= 2 && ((at_[0] | at_[1]) & 0x80) == 0) {
            document_ += static_cast<std::uint32_t>(at_[0]) + 1;
            wdf_ = static_cast<std::uint32_t>(at_[1]);
            at_ += 2;
            if (document_ > chunk_last_) fail_order();
        } else {
            next_of_many_bytes();
        }
    }
    void next_of_many_bytes();
    [[noreturn]] void fail_order() const;
    std::uint32_t varint();
    void end();

    std::optional<LeafPath> path_;  // none where no document has the term
    std::string key_;               // of the term; a docid is put behind it
    std::size_t term_bytes_ = 0;
    std::uint32_t documents_;
    std::uint32_t frequency_ = 0;
    std::uint32_t document_ = 0;
    std::uint32_t wdf_ = 0;
    std::uint32_t chunk_last_ = 0;  // the last document of the chunk
    bool is_last_chunk_ = true;
    const char* at_ = nullptr;  // behind the posting where it stands
    const char* chunk_end_ = nullptr;
    std::vector<char> long_tag_;  // of a chunk in several components
};

}  // namespace gazette::glass
