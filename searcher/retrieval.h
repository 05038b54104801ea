// A compiled query over the parts of an index -> the hits of a page, in order, and how many
// documents there are in all.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/request.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace gazette {

// Which hits are wanted.
struct Page {
    SortOrder sort = SortOrder::relevance;
    std::uint32_t offset = 0;
    std::uint32_t limit = 0;  // 0: only the total
};

struct RetrievedHit {
    DocumentPlace place;
    double score = 0.0;
};

struct Retrieved {
    std::vector<RetrievedHit> hits;
    std::uint64_t total = 0;  // exact
};

// When a search has to be done.
using Deadline = std::chrono::steady_clock::time_point;

// Total order: score (higher first), date (newer first, unknown last), id; or date (newer or
// older first, unknown last), id. It does not depend on how the index is cut in parts, and
// neither do scores, to the last bit.
// Throws SearchError where a part cannot be read, or the deadline passes.
Retrieved retrieve(const IndexSnapshot& index,
                   const CompiledQuery& query,
                   const Page& page,
                   Analyzer& analyzer,
                   Deadline deadline);

}  // namespace gazette
