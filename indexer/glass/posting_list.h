// Posting lists, and the list of document lengths, as the postlist table of a glass database keeps
// them: in chunks of some 2000 bytes, each an entry of the table.
//
//   key of the first chunk    the term                    (lengths: 00 e0)
//   key of a later one        the term, 00, first docid   (lengths: 00 e0, first docid)
//   tag of the first chunk    varints: documents, sum of wdf, first docid - 1; then the chunk
//   chunk                     '1' where it is the last, else '0'; varint last docid - first;
//                             varint wdf of the first; then for each other varint gap - 1, varint
//                             wdf
#pragma once

#include "indexer/glass/encoding.h"
#include "indexer/glass/table_reader.h"
#include "indexer/glass/table_writer.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gazette::glass {

inline constexpr std::string_view kLengthsKey("\0\xe0", 2);

// What a list says of itself. The list of lengths has zeros.
struct PostingTotals {
    std::uint32_t documents = 0;
    std::uint64_t wdf = 0;  // sum
};

// Writes one list after the other. Keys of lists ascend, and docids in them. Throws IndexError.
class PostingListWriter {
  public:
    explicit PostingListWriter(TableWriter& table) : table_(table) {}

    // `key`: the term as append_term() gives it, or kLengthsKey.
    void begin(std::string_view key, const PostingTotals& totals);
    void add(std::uint32_t docid, std::uint32_t wdf);
    // Ends the list, which has one posting at least.
    void end() { write_chunk(true); }

  private:
    void write_chunk(bool last);

    TableWriter& table_;
    std::string key_;
    std::size_t list_key_bytes_ = 0;
    PostingTotals totals_;
    bool is_first_chunk_ = true;
    std::uint32_t first_docid_ = 0;
    std::uint32_t last_docid_ = 0;
    std::string body_;  // of the chunk, behind the last docid
    std::string tag_;
};

// Reads one list after the other.
class PostingListReader {
  public:
    explicit PostingListReader(TableReader& table, std::string_view name)
        : table_(table), name_(name) {}

    // Goes to the next list: false at the end of the table. All postings of the one before must
    // have been read.
    bool next_list();
    std::string_view key() const { return key_; }
    const PostingTotals& totals() const { return totals_; }

    // Goes to the next posting of the list: false at its end.
    bool next();
    std::uint32_t docid() const { return docid_; }
    std::uint32_t wdf() const { return wdf_; }

  private:
    void begin_chunk(Decoder in, std::uint32_t first_docid);
    bool next_chunk();

    TableReader& table_;
    std::string_view name_;
    std::string key_;
    PostingTotals totals_;
    Decoder body_{{}, {}};
    bool is_last_chunk_ = true;
    bool is_at_first_ = false;  // the chunk's first posting is the next
    std::uint32_t last_docid_ = 0;
    std::uint32_t docid_ = 0;
    std::uint32_t wdf_ = 0;
};

}  // namespace gazette::glass
