// Documents that come in over HTTP: each becomes a file of its own in a folder, which is indexed
// like any other. So the ledger knows them, `gazette index` can index the folder anew, and a copy
// of the folder is a copy of all that came in.
#pragma once

#include "searcher/http/ingest_service.h"

#include <filesystem>
#include <memory>

namespace gazette {

// `folder`: made where there is none. Throws std::invalid_argument where it cannot be made.
std::shared_ptr<IngestService> folder_ingest(std::filesystem::path index_dir,
                                             const std::filesystem::path& folder);

}  // namespace gazette
