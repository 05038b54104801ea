// Removes folders of parts that no manifest names, unless somebody still reads them.
#pragma once

#include "indexer/format/manifest.h"

#include <filesystem>
#include <string>

namespace gazette {

// Removes the part where nobody holds a lock on its kInUseFile. False where somebody does: try
// again later. A folder without that file was never published. Throws IndexError.
bool sweep_part(const std::filesystem::path& index_dir, const std::string& name);

// Sweeps every part that the manifest does not name, and files of parts that are left over: old
// tombstones, unfinished manifests. Only while nobody makes parts. Throws IndexError.
void sweep_all(const std::filesystem::path& index_dir, const Manifest& manifest);

}  // namespace gazette
