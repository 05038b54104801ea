// Hits with their scores, and whether two engines' are the same.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/request.h"
#include "tools/bench/search_queries.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gazette::bench {

struct ScoredHit {
    std::string id;
    double score = 0.0;

    friend bool operator==(const ScoredHit&, const ScoredHit&) = default;
};

SearchRequest request_of(const BenchQuery& query);

// As a search reads it. Throws std::runtime_error for a query that cannot be read, and SearchError.
CompiledQuery compiled(const IndexSnapshot& index,
                       const SearchRequest& request,
                       Analyzer& analyzer);

// The first `most` hits of an index by plain_bm25_weights(): all else is done as in any search.
// Throws SearchError.
std::vector<ScoredHit> plain_hits(const IndexSnapshot& index,
                                  const CompiledQuery& query,
                                  SortOrder sort,
                                  std::uint32_t most,
                                  Analyzer& analyzer);

// Sums of the same weights in another order differ in their last bits, by less than this share of
// them.
inline constexpr double kRounding = 1e-12;

struct HitDifference {
    std::string text;  // what differs first; empty where nothing does
    std::size_t rounded_ties =
        0;  // places with another document, of a score that rounding tells apart
};

// Whether all hits of two engines are the same, in the same order, with the same scores. Hits whose
// scores only rounding tells apart, in one of the two, may stand in another order; those of one
// score in both may not, nor may any where the order is not by score.
HitDifference difference(const std::vector<ScoredHit>& found,
                         const std::vector<ScoredHit>& expected,
                         bool by_score);

// Whether `found` are the first `most` of all hits that the same engine finds, or all where there
// are fewer: to the last bit.
bool are_first(const std::vector<ScoredHit>& found,
               const std::vector<ScoredHit>& all,
               std::size_t most);

}  // namespace gazette::bench
