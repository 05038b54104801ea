// Walks files and folders in a stable order and hands over every input that is found: what must
// be read and indexed, what has not changed, and what cannot or shall not be read.
//
// Order: the roots as given; below each, the byte order of the paths. Hidden files are read. Not
// read, and each handed over with the reason:
//   - folders of version control (.git, .hg, .svn, .bzr, _darcs, CVS) and the index itself
//   - links to what is walked anyway, or was already read by way of another link; other links are
//     followed, so no loop is walked twice
//   - named pipes, sockets and devices: these are never opened
// A file of JSON Lines is cut into its records with bounded memory, archives are opened
// (container_walk.h), and what is compressed is read through. A folder's entries are held in
// memory while it is walked.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/limits.h"
#include "indexer/ledger_reader.h"
#include "indexer/ledger_row.h"
#include "indexer/recipe_set.h"
#include "indexer/worker_process.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gazette {

// A file that holds other inputs, and is being read.
struct WalkedContainer {
    std::string uri;
    std::string collection;
    std::string extractor;  // of its records, or the container reader
    int extractor_version = 0;
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;
    std::uint64_t sequence = 0;
};

// Which input it is, whatever became of it.
struct WalkedKey {
    std::shared_ptr<const WalkedContainer> container;  // null for a file
    // A file's uri; "!/a.html" for a member of a container, ":17" for line 17 of one.
    std::string name;
    std::uint64_t line = 0;      // of a record of JSON Lines; 0 for all else
    std::string record_base;     // of a record: what stands before ":17", "!/a.jsonl" in an archive
    std::uint64_t sequence = 0;  // place in the walk, from 1: earlier inputs have smaller ones
    std::string collection;
    std::string hash;  // content_hash() of the bytes, where they were read
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;
    std::string extractor;
    int extractor_version = 0;
};

// To be read and indexed. Every record of a container comes after its WalkedContainer.
struct WalkedInput {
    WalkedKey key;
    Input input;
};

// The ledger knows it already, with this very content, and nothing is to be done.
struct WalkedUnchanged {
    WalkedKey key;
    std::int64_t input_id = 0;
    std::int64_t container_id = 0;
};

// A whole container that is as it was when all its records were accounted for.
struct WalkedUnchangedContainer {
    std::int64_t input_id = 0;
    std::uint64_t bytes = 0;
};

// Cannot be read (Outcome::rejected), or is not to be (Outcome::skipped).
struct WalkedRefusal {
    WalkedKey key;
    Outcome outcome = Outcome::rejected;
    std::string reason;
    std::string detail;
    std::string doc_id;      // where known
    bool is_folder = false;  // and nothing below it was walked
};

struct WalkedContainerBegin {
    std::shared_ptr<const WalkedContainer> container;
};

struct WalkedContainerEnd {
    std::shared_ptr<const WalkedContainer> container;
    std::uint64_t inputs = 0;  // WalkedInputs handed over
    std::string error;         // why it was not read to its end
    RejectionCode code = RejectionCode::unreadable;
    std::string hash;  // of the whole file
    std::uint64_t bytes = 0;
};

// A container that is a member itself, once its own members are handed over.
struct WalkedMemberContainer {
    WalkedKey key;
    std::string reason;  // why it was not read to its end; empty where it was
    std::string detail;
};

using WalkedItem = std::variant<WalkedInput,
                                WalkedUnchanged,
                                WalkedUnchangedContainer,
                                WalkedRefusal,
                                WalkedContainerBegin,
                                WalkedContainerEnd,
                                WalkedMemberContainer>;

// A file or folder to walk, as the command line gave it.
struct Root {
    std::filesystem::path path;  // canonical
    bool is_folder = false;
    std::string collection;      // name of the folder given, or of the folder of the file given
    std::filesystem::path base;  // ids are made from the paths below it
};

// Throws std::invalid_argument with the path where one does not exist. Roots that lie below
// others, or are given twice, are left out.
std::vector<Root> resolve_roots(const std::vector<std::filesystem::path>& paths);

struct WalkOptions {
    std::vector<Root> roots;
    // All that is walked, now or by other runs: a link into it is not followed. Empty: the roots.
    std::vector<Root> scope;
    std::optional<std::string> collection;  // instead of the roots' own
    std::filesystem::path index_dir;
    std::size_t max_input_bytes = extract_limits::kMaxInputBytes;
    const RecipeSet* recipes = nullptr;  // must outlive the walk; null: none
    std::string ocr = {};                // Input::ocr of PDF files
    // What is packed or holds other inputs is opened in such processes; without a program in this
    // one.
    ExtractClientOptions extract_worker = {};
};

// Hands the items to `take`, one after the other, until that says false. The document ids of files
// that the ledger knows stay as they are, unless another collection is asked for. Throws
// IndexError where the ledger cannot be read.
void walk(const WalkOptions& options,
          LedgerReader& ledger,
          const std::function<bool(WalkedItem)>& take);

}  // namespace gazette
