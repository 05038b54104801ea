// Hits as a person sees them: what the document is, and where and how it matched.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/response.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <vector>

namespace gazette {

// The hits of a page, in their order. Throws SearchError, and IndexError for a damaged document.
std::vector<Hit> present(const IndexSnapshot& index,
                         const CompiledQuery& query,
                         const std::vector<RetrievedHit>& hits,
                         Analyzer& analyzer);

// The whole document, with the spans of the query in it.
DocumentResponse present_document(const IndexSnapshot& index,
                                  const DocumentPlace& place,
                                  const CompiledQuery& query,
                                  Analyzer& analyzer);

}  // namespace gazette
