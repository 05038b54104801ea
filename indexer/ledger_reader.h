// The ledger, as everybody but its writer sees it. Not thread-safe: a reader for each thread.
// Throws IndexError.
#pragma once

#include "indexer/ledger_row.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// What the index was asked to do, and how that ended.
struct RunRow {
    std::int64_t run = 0;
    std::string started_at;
    std::string finished_at;  // empty while it runs, and where it was killed
    std::string paths_json;
    std::string result;  // "running", "done", "interrupted", "failed: ..."
    std::string report_json;
};

class LedgerReader {
  public:
    // One state, as the manifest with revision `published` has it, for as long as the reader
    // lives; rows of a publication that has not happened are looked past. To have both agree while
    // somebody writes: read the manifest, open the reader, and read the manifest again; take it
    // where the revision is the same.
    LedgerReader(const std::filesystem::path& index_dir, std::uint64_t published);

    // For the writer's own process: the rows of `generation` as they are at each call.
    struct Newest {
        std::int64_t generation;
    };
    LedgerReader(const std::filesystem::path& index_dir, Newest newest);
    ~LedgerReader();
    LedgerReader(const LedgerReader&) = delete;
    LedgerReader& operator=(const LedgerReader&) = delete;

    std::optional<LedgerRow> get(std::int64_t input_id);
    std::optional<LedgerRow> find(std::int64_t container, std::string_view name);
    // A record of JSON Lines with this content, in the container or in its member `base`; one that
    // has a document where there are several.
    std::optional<LedgerRow> find_record(std::int64_t container,
                                         std::string_view base,
                                         std::string_view hash);
    std::optional<LedgerRow> find_document(std::string_view doc_id);
    // Of the inputs that have the document's text beside the one that makes it, the first `limit`:
    // files by name, then what archives hold.
    std::vector<LedgerRow> copies_of(std::string_view doc_id, std::size_t limit);
    // All rows; files and their records in no order that means anything.
    void each(const std::function<void(const LedgerRow&)>& take);
    // What is rejected, or stands in the index in an older version for that reason, file by file.
    void each_rejected(const std::function<void(const LedgerRow&)>& take);
    // What stands in the index in part, file by file.
    void each_partial(const std::function<void(const LedgerRow&)>& take);
    // A container's records by shown_outcome().
    std::map<std::string, std::uint64_t> count_records(std::int64_t container);
    // All inputs by shown_outcome().
    std::map<std::string, std::uint64_t> count_inputs();
    std::optional<RunRow> last_run();
    // Writes the whole ledger, as of this reader's state, to a file that is not there yet. Only of
    // a reader of one state.
    void copy_to(const std::filesystem::path& file);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
