// What QueryWeights says by language, in the order of a part's languages.
#pragma once

#include "indexer/format/columns.h"
#include "searcher/query_weights.h"

#include <vector>

namespace gazette {

// By ordinal of FacetColumn::lang; `otherwise` for languages that have none.
std::vector<double> by_ordinal(const Columns& columns,
                               const std::vector<LanguageId>& languages,
                               const std::vector<double>& by_language,
                               double otherwise);

}  // namespace gazette
