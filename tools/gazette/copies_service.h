// A search service that also says where else the text of a document lies: the ledger knows, which
// the searcher does not look into.
#pragma once

#include "searcher/http/search_service.h"

#include <filesystem>
#include <memory>

namespace gazette {

// As `inner`; documents get their copies, or none that are known where the ledger cannot be read
// just now.
std::unique_ptr<const SearchService> with_copies(std::unique_ptr<const SearchService> inner,
                                                 std::filesystem::path index_dir);

}  // namespace gazette
