// Writes a glass database: postings and document lengths, all in order. What Xapian reads is the
// same as if it had written it. Its table of positions has no entry: they have a file of their own
// (format/positions.h).
#pragma once

#include "indexer/glass/posting_list.h"
#include "indexer/glass/table_writer.h"
#include "indexer/glass/version_file.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace gazette::glass {

inline constexpr const char* kPostlistFile = "postlist.glass";

// Called in this order: lengths of documents; begin_term() with ascending terms, and for each of
// them its postings; finish(). Not thread-safe. Throws IndexError.
class DatabaseWriter {
  public:
    // The folder is there and holds no database.
    explicit DatabaseWriter(std::filesystem::path folder);

    // Of document 1, 2, ...: the sum of all its wdf.
    void add_length(std::uint32_t length);

    // `term_key`: as append_term() gives it.
    void begin_term(std::string_view term_key, const PostingTotals& totals);
    void add_posting(std::uint32_t docid, std::uint32_t wdf);
    void end_term() { postings_.end(); }

    // No document has a wdf above this.
    void finish(std::uint32_t largest_wdf);

  private:
    void end_lengths();

    std::filesystem::path folder_;
    TableWriter posting_table_;
    PostingListWriter postings_;
    DatabaseTotals totals_;
    bool in_lengths_ = false;
};

}  // namespace gazette::glass
