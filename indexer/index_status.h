// What an index holds, and what became of its inputs: gazette status.
#pragma once

#include "indexer/ledger_reader.h"
#include "indexer/ledger_row.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct PartStatus {
    std::string name;
    std::uint64_t documents = 0;  // not deleted
    std::uint64_t deleted = 0;
    std::uint64_t text_bytes = 0;
    std::uint64_t bytes = 0;  // on disk
};

using Counts = std::map<std::string, std::uint64_t>;

struct IndexStatus {
    std::string published_at;
    std::string analyzer;
    std::uint64_t revision = 0;
    std::uint64_t documents = 0;
    std::uint64_t text_bytes = 0;
    std::uint64_t bytes = 0;  // on disk, all of the index folder
    std::vector<PartStatus> parts;

    Counts outcomes;  // inputs by shown_outcome()
    Counts rejected_by_reason;
    Counts skipped_by_reason;
    Counts formats;           // documents by extractor
    Counts rejected_formats;  // rejected inputs by extractor; "" where none knows them
    std::uint64_t with_warnings = 0;
    // Documents; "" where the document has none.
    Counts languages;
    Counts kinds;
    Counts sources;
    Counts collections;

    std::optional<RunRow> last_run;
    bool is_being_written = false;
    std::vector<std::string> problems;  // a lost part, another analyzer
};

// Throws IndexError where there is no index or it cannot be read at all.
IndexStatus read_status(const std::filesystem::path& index_dir);

inline constexpr std::size_t kMaxShownCopies = 1000;

// An input as people name it.
struct InputStatus {
    std::string uri;
    LedgerRow row;
    Counts records;  // of a container, by outcome
    // Of a document: other inputs with its text, at most kMaxShownCopies.
    std::vector<std::string> copies = {};
};

// By path (relative ones from here), uri ("/a/b.jsonl#id", "/a/b.jsonl:17") or document id.
std::optional<InputStatus> find_input(const std::filesystem::path& index_dir,
                                      const std::string& name);

// Every input that was rejected, or whose older version is in the index because the newer one was
// rejected.
void each_rejected(const std::filesystem::path& index_dir,
                   const std::function<void(const InputStatus&)>& take);

// Every input of which something is not in the index: its warnings say what.
void each_partial(const std::filesystem::path& index_dir,
                  const std::function<void(const InputStatus&)>& take);

std::string to_json(const IndexStatus& status);
std::string to_json(const InputStatus& input);

}  // namespace gazette
