// What a citation names within a document is shown before what else of it matched: of
// "Art. 5 GDPR", Article 5.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/stored_document.h"
#include "searcher/query/compiled_query.h"
#include "searcher/response.h"

#include <vector>

namespace gazette {

// The first segment with text whose label CompiledQuery::named asks for, of a document that it
// names; null for none.
const Segment* cited_segment(const StoredDocument& document,
                             const CompiledQuery& query,
                             Analyzer& analyzer);

// Puts the snippet that begins in it first, or else one of its beginning, unmarked; the last
// snippet gives way where there would be more than kMaxSnippets. Throws IndexError.
void show_cited_first(const StoredDocument& document,
                      const CompiledQuery& query,
                      Analyzer& analyzer,
                      std::vector<Snippet>& snippets);

}  // namespace gazette
