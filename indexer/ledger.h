// The ledger, as its only writer sees it: what became of every input, in SQLite beside the index.
// It agrees with the manifest whenever the program ends, kill -9 at any instant included: see
// ledger_schema.h. Needs the write lock of the index. Not thread-safe. Throws IndexError.
#pragma once

#include "indexer/ledger_row.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

class Ledger {
  public:
    enum class Purpose : std::uint8_t {
        update,
        // Rows go to a new, empty generation, which counts from the next revision on. A ledger
        // that cannot be read is begun anew.
        rebuild,
    };

    // `published` is the manifest's revision, 0 where there is none. Rows of a publication that
    // did not happen are taken back. Throws where the ledger is missing though something is
    // published, or is ahead of the manifest by more than one publication.
    Ledger(const std::filesystem::path& index_dir, std::uint64_t published, Purpose purpose);
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    std::int64_t generation() const;
    // Highest input_id in use: rows that this run adds have higher ones.
    std::int64_t last_input_id();

    std::int64_t begin_run(const std::string& started_at, const std::string& paths_json);
    void finish_run(std::int64_t run,
                    const std::string& finished_at,
                    const std::string& result,
                    const std::string& report_json);

    std::optional<LedgerRow> get(std::int64_t input_id);
    std::optional<LedgerRow> find(std::int64_t container, std::string_view name);
    // The row whose document with this id is in the index, or will be.
    std::optional<LedgerRow> find_document(std::string_view doc_id);
    // The row whose document, which is in the index or will be, has this text.
    std::optional<LedgerRow> find_text(std::string_view text_hash);
    // All rows that were ever about this id, up to `limit`, those behind the input `after`.
    std::vector<LedgerRow> about_document(std::string_view doc_id,
                                          std::size_t limit,
                                          std::int64_t after = 0);
    // How a container's records stand.
    struct RecordCounts {
        std::uint64_t documents = 0;  // of inputs that are there
        std::uint64_t copies = 0;
        std::map<std::string, std::uint64_t> rejected_by_reason;
    };
    RecordCounts count_records(std::int64_t container);
    // In order of name, those after `after` (and before `before`, where that is not empty).
    std::vector<LedgerRow> rows_after(std::int64_t container,
                                      std::string_view after,
                                      std::string_view before,
                                      std::size_t limit);

    // As rows_after(), of those whose outcome is `missing`.
    std::vector<LedgerRow> missing_after(std::int64_t container,
                                         std::string_view after,
                                         std::size_t limit);

    // Everything written between begin() and commit() is written, or nothing.
    void begin();
    void commit();
    // Adds the row, or replaces the one with its container and name; returns its input_id. With
    // `row.revision` beyond what is published, the old row is kept until that is published.
    std::int64_t put(const LedgerRow& row);
    // As put(), but the row is gone once `revision` is published.
    void remove(std::int64_t input_id, std::uint64_t revision);
    // Deletes rows of records of JSON Lines that made no document and that an earlier run than
    // `run` wrote.
    void remove_old_rejections(std::int64_t container, std::int64_t run);

    // The manifest with this revision is in place.
    void set_published(std::uint64_t revision);
    std::uint64_t published() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
