// Every document of a part that satisfies a query, in the order of docids: for counting.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/query_weights.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <functional>

namespace gazette {

// `take` is called with each docid. False: time was up before the last document was looked at.
// Deleted documents are none. Throws SearchError.
bool each_match(const IndexPart& part,
                const CompiledQuery& query,
                Analyzer& analyzer,
                const Deadline& deadline,
                const std::function<void(std::uint32_t)>& take);

}  // namespace gazette
