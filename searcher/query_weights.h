// What each clause of a query weighs in an index: global statistics, so that a score does not
// depend on how the index is cut in parts.
#pragma once

#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"

#include <cstdint>
#include <vector>

namespace gazette {

// Factors on ranking::bm25(), one for each slot, or one for each scored term where the clause has
// them.
struct ClauseWeights {
    std::vector<double> factors;
};

struct QueryWeights {
    std::vector<ClauseWeights> clauses;
    double average_length = 1.0;
};

// Throws SearchError.
QueryWeights weigh(const IndexSnapshot& index, const CompiledQuery& query);

// No weights: for counting.
QueryWeights weightless(const CompiledQuery& query);

}  // namespace gazette
