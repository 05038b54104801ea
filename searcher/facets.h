// What a search finds, counted by the values of its documents' fields, so that a person can see
// what narrowing would leave.
#pragma once

#include "searcher/column_filters.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/request.h"
#include "searcher/response.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

struct FacetRequest {
    SearchRequest query;                                         // of its page, nothing counts
    std::vector<FacetField> fields;                              // empty: all
    std::uint32_t values = request_limits::kDefaultFacetValues;  // of each, at most kMaxFacetValues
    std::string containing;  // only values with this in them; case and accents do not count
};

struct FacetValue {
    std::string value;
    std::uint64_t documents = 0;
    bool chosen = false;    // the request asks for it
    bool excluded = false;  // the request excludes it
};

// Documents that satisfy the query and all filters but that of the field itself: so each number is
// what the search would find with that value alone, whatever is chosen beside it.
struct Facet {
    FacetField field = FacetField::kind;
    // Most documents first; years newest first. Values that the request names come first in any
    // case, found or not.
    std::vector<FacetValue> values;
    std::uint64_t more = 0;     // values that are not listed
    std::uint64_t unknown = 0;  // documents without a value
    std::uint64_t wider = 0;    // documents whose date may be in more than one year
};

struct FacetResponse {
    QueryReading query;
    std::uint64_t total = 0;                        // documents that pass all filters
    CountRelation relation = CountRelation::exact;  // of all numbers here
    std::uint64_t revision = 0;
    double took_ms = 0.0;
    std::vector<Facet> facets;
};

// `query`: with_filters_but_one(). What comes back has counts alone. One pass over the matches, and
// 4 bytes for each value of a field in a part. Throws SearchError.
FacetResponse count_facets(const IndexSnapshot& index,
                           const CompiledQuery& query,
                           const FacetRequest& request,
                           Analyzer& analyzer,
                           const Deadline& deadline);

}  // namespace gazette
