// Several parts into one, and parts without what was deleted from them. Inputs are only read;
// publishing the result, and removing the inputs, is up to the caller.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/manifest.h"
#include "indexer/term_writer.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace gazette {

struct MergeControl {
    // Cuts again the texts of parts that lose deleted documents. Required.
    Analyzer* analyzer = nullptr;
    // Asked now and then; once it says true, the merge is given up. Empty: never.
    std::function<bool()> stop;
    WriterKind kind = WriterKind::bulk;
    // Drop every deleted document, also where a merge would rather keep tombstones (see
    // is_rewritten_in_merge).
    bool drop_all_deleted = false;
};

// Makes the part `new_name` of the documents of `parts`, in their order: parts that lose deleted
// documents are read from what is stored and encoded again; all are then joined (database_join).
// Deleted documents that stay are in the new part's tombstones. Documents that
// are deleted from `parts` after they were read for the merge are alive in the result: the caller
// compares, and finds them there by id.
//
// Comes back when all is on disk. Nothing where `stop` said so. An entry without documents (all
// were deleted) need not be published. Memory does not depend on the texts: about 30 bytes a
// document. Throws IndexError; what it leaves half-written, below parts/NEW_NAME*, is nobody's.
std::optional<PartEntry> merge_parts(const std::filesystem::path& index_dir,
                                     std::span<const PartEntry> parts,
                                     const std::string& new_name,
                                     const MergeControl& control);

}  // namespace gazette
