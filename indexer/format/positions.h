// Where terms stand: of each term of a part the documents that have it at a place, and these
// places. A file of ours beside Xapian's tables: in these, each list is an entry of its own with a
// key that repeats the term, which made them half of an index, and finding them two fifths of
// what a phrase costs.
#pragma once

#include "indexer/format/key_places.h"
#include "indexer/format/mapped_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

class Positions;

// A term's documents that have positions, ascending, with these. The file must outlive it. Not for
// sharing between threads. Throws IndexError where the bytes are damaged.
class PositionCursor {
  public:
    static constexpr std::uint32_t kEnd = UINT32_MAX;

    // Whether the term has positions in the document. Documents ascend from call to call.
    bool seek(std::uint32_t docid) {
        if (docid > document_) advance(docid);
        return docid == document_;
    }

    // The document that was found or, where it was not, the next that has positions; 0 before the
    // first seek(), kEnd behind the last.
    std::uint32_t document() const { return document_; }

    // The ascending positions in the document that was found; replaces what `positions` held.
    // More than `most` of them are damage.
    void read(std::uint32_t most, std::vector<std::uint32_t>& positions) const;
    // The same as they lie in the file.
    std::string_view bytes() const;

    // How many documents there are.
    std::uint32_t documents() const { return documents_; }

  private:
    friend class Positions;

    PositionCursor(const Positions& file, std::string_view stream, std::uint32_t documents);

    void advance(std::uint32_t docid);
    void enter_block(std::uint32_t block);
    std::uint32_t last_document_of(std::uint32_t block) const;
    std::uint64_t end_of(std::uint32_t block) const;

    const Positions* file_;
    std::string_view stream_;
    std::uint32_t documents_;
    std::uint32_t blocks_;
    std::uint32_t document_ = 0;
    std::uint32_t block_ = 0;
    std::uint32_t in_block_ = 0;  // documents in the current block; 0 before the first
    std::uint32_t at_ = 0;        // of the block's documents
    std::vector<std::uint32_t> docids_;
    std::vector<std::uint64_t>
        begins_;  // of their positions, in the stream, and the end of the last
};

// The file, mapped. Thread-safe. Throws IndexError where it is cut, damaged or of another version.
class Positions {
  public:
    explicit Positions(const std::filesystem::path& file);

    std::uint32_t documents() const { return documents_; }
    // Behind its last document where the part has no positions of the term.
    PositionCursor find(std::string_view term) const;
    // Reads all of it. Throws IndexError for what is wrong.
    void verify() const;

    // All terms in their order.
    class Terms {
      public:
        explicit Terms(const Positions& file) : file_(file) {}
        // To the next one; false behind the last.
        bool next();
        const std::string& term() const { return term_; }
        PositionCursor documents() const;

      private:
        const Positions& file_;
        std::uint64_t group_ = 0;  // the next one
        std::string_view directory_;
        std::uint64_t stream_at_ = 0;
        std::uint64_t stream_bytes_ = 0;
        std::uint32_t documents_ = 0;
        std::string term_;
    };

    // What was read of it need not stay in memory.
    void release_pages() const { mapped_.release_pages(); }
    [[noreturn]] void fail(const char* why) const;

  private:
    std::string_view first_term(std::uint64_t group) const;
    std::uint64_t groups_before(std::string_view term) const;
    std::string_view directory_of(std::uint64_t group, std::uint64_t& streams_at) const;

    std::filesystem::path path_;
    MappedFile mapped_;
    std::string_view index_;
    std::string_view first_terms_;
    std::uint64_t groups_ = 0;
    std::uint32_t documents_ = 0;
    std::unique_ptr<KeyPlaces> places_ = std::make_unique<KeyPlaces>();  // a block is a group
};

}  // namespace gazette
