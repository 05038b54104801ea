// THE INDEX FLOW: read -> extract -> enrich -> encode -> write -> publish, with the ledger at each
// exit.
#pragma once

#include "indexer/extract/limits.h"
#include "indexer/extract_client.h"
#include "indexer/index_report.h"
#include "indexer/publisher.h"
#include "indexer/recipe_set.h"
#include "indexer/source_walker.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

struct IndexOptions {
    std::filesystem::path index_dir;  // made where there is none
    std::vector<std::filesystem::path> paths;
    WriterKind writer = WriterKind::bulk;   // plain is taken where bulk cannot be (writer_choice)
    unsigned jobs = 0;                      // 0: one for each core
    std::size_t memory_bytes = 0;           // of parts in the making; 0: part_limits
    std::optional<std::string> collection;  // else the name of the folder given
    bool delete_missing = false;
    // A fresh index of the paths alone, in place of the one that is there once it is whole.
    bool rebuild = false;
    std::size_t max_input_bytes = extract_limits::kMaxInputBytes;
    // Formats that are not trusted are read in processes of this program (extract_client.h); with
    // an empty `program`, in this one.
    ExtractClientOptions extract_worker;
    // Set from outside (by a signal): stop reading, publish what is begun, come back.
    const std::atomic<bool>* stop = nullptr;
    // Languages in which pages that are pictures are read (ocr.h); empty: they are not.
    std::string ocr;
    RecipeSet recipes;  // how archives are read that do not say it themselves
    // Called a few times a second, in the caller's thread. `documents` are those published.
    std::function<void(const IndexReport&)> progress;
    std::function<void(PublishStep)> at_step;  // for tests
};

// What one run looks at.
struct IndexScope {
    std::vector<Root> roots;  // walked
    std::vector<Root> gone;   // no longer there: what the ledger knows below them is missing
    std::vector<Root> all;    // what the index is of; the others lie in it
};

// One pass over a part of the paths. Inputs whose document ids became free in it may lie anywhere
// and are not read yet: IndexReport::waiting. Needs the write lock of the index.
IndexReport run_index_scope(const IndexOptions& options, const IndexScope& scope);

// Passes of one run, at most. Two are enough but where files share ids within and among
// themselves; what is still waiting then is read by the next run.
inline constexpr int kMaxPasses = 8;

// Comes back when everything is published, or when it was stopped (`interrupted`). Throws
// std::invalid_argument where a path does not exist, before anything is touched, and IndexError
// where the operation is over; what was published before stays so.
IndexReport run_index(const IndexOptions& options);

}  // namespace gazette
