// Hits as a person sees them: what the document is, and where and how it matched.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/request.h"
#include "searcher/response.h"
#include "searcher/retrieval.h"
#include "searcher/text_measure.h"

#include <variant>
#include <vector>

namespace gazette {

// The hits of a page, in their order, with all their spans where `spans` says so. Throws
// SearchError, and IndexError for a damaged document.
std::vector<Hit> present(const IndexSnapshot& index,
                         const CompiledQuery& query,
                         const std::vector<RetrievedHit>& hits,
                         bool spans,
                         const TextMeasures& measures,
                         Analyzer& analyzer);

// The document, or the window of it that is asked for, with the spans of the query that touch it.
// Holds the window's text and its spans, and 12 bytes for each span of the document.
// A QueryError where the window is none or has too much in it. Throws like present().
std::variant<DocumentResponse, QueryError> present_document(const IndexSnapshot& index,
                                                            const DocumentPlace& place,
                                                            const DocumentRequest& request,
                                                            const CompiledQuery& query,
                                                            const TextMeasures& measures,
                                                            Analyzer& analyzer,
                                                            const Deadline& deadline);

}  // namespace gazette
