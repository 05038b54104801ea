// Looks at everything in one part, and says what is wrong. For gazette check.
#pragma once

#include "indexer/format/manifest.h"

#include <filesystem>
#include <functional>
#include <string>

namespace gazette {

// Hands each finding to `report`, as a sentence without the part's name: the database (Xapian's own
// check, and counts), columns, tombstones, stored documents (hash of the text, segments,
// checkpoints), and whether they agree with each other and with the manifest's entry. Reads all of
// the part. Throws nothing for what is wrong with it.
void check_part(const std::filesystem::path& index_dir,
                const PartEntry& entry,
                const std::function<void(const std::string&)>& report);

}  // namespace gazette
