// An index and its sources in a temporary folder, and what the index holds.
#pragma once

#include "indexer/index_run.h"
#include "indexer/ledger_row.h"
#include "tests/support/temp_dir.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::test {

class IndexFixture {
  public:
    IndexFixture();
    // Looks at others' folders.
    IndexFixture(std::filesystem::path sources, std::filesystem::path index);

    std::filesystem::path source(const std::string& name) const { return sources_ / name; }
    const std::filesystem::path& sources() const { return sources_; }
    const std::filesystem::path& index() const { return index_; }

    // Makes the folders above it.
    void write(const std::string& name, std::string_view bytes) const;
    void remove(const std::string& name) const;

    // Options for the sources' folder; two workers.
    IndexOptions options() const;
    IndexReport run() const { return run_index(options()); }
    IndexReport run_and_delete_missing() const;

    // Documents that are not deleted: id -> text.
    std::map<std::string, std::string> documents() const;
    // Rows of the ledger by uri, with the sources' folder left out ("a.jsonl#id").
    std::map<std::string, LedgerRow> rows() const;
    // "indexed", "rejected duplicate_id", ...: by uri, as rows().
    std::map<std::string, std::string> outcomes() const;
    // Lines of gazette check; empty when all is well.
    std::vector<std::string> findings() const;

  private:
    TempDir dir_;
    std::filesystem::path sources_;
    std::filesystem::path index_;
};

// The ids that one has and the other has not, or with another text; at most ten.
std::vector<std::string> differences(const std::map<std::string, std::string>& one,
                                     const std::map<std::string, std::string>& other);

// {"id": ..., "text": ...} and a line end.
std::string record(const std::string& id, const std::string& text);

// Records "PREFIX0".."PREFIX(n-1)" with words by a fixed seed.
std::string many_records(const std::string& prefix, int count, unsigned seed);

}  // namespace gazette::test
