#include "indexer/glass/database_writer.h"

#include "indexer/glass/encoding.h"

#include <utility>

namespace gazette::glass {

DatabaseWriter::DatabaseWriter(std::filesystem::path folder)
    : folder_(std::move(folder)),
      posting_table_(folder_ / kPostlistFile),
      postings_(posting_table_) {}

void DatabaseWriter::add_length(std::uint32_t length) {
    if (totals_.documents == 0) postings_.begin(kLengthsKey, {});
    in_lengths_ = true;
    totals_.add_document(length);
    postings_.add(totals_.documents, length);
}

void DatabaseWriter::end_lengths() {
    if (in_lengths_) postings_.end();
    in_lengths_ = false;
}

void DatabaseWriter::begin_term(std::string_view term_key, const PostingTotals& totals) {
    end_lengths();
    postings_.begin(term_key, totals);
}

void DatabaseWriter::add_posting(std::uint32_t docid, std::uint32_t wdf) {
    postings_.add(docid, wdf);
}

void DatabaseWriter::finish(std::uint32_t largest_wdf) {
    end_lengths();
    VersionFile version;
    version.postings = posting_table_.finish();
    version.totals = totals_;
    version.totals.largest_wdf = largest_wdf;
    write_version_file(folder_, version);
}

}  // namespace gazette::glass
