// The filters of a request as a part of the query's tree, so that there is one way to compile,
// match and count them.
#pragma once

#include "indexer/analysis/language.h"
#include "searcher/query/ast.h"
#include "searcher/request.h"

#include <vector>

namespace gazette {

// `query` AND each filter that the request sets; several values of one filter are alternatives.
Node with_filters(Node query, const SearchRequest& request);

// The languages that the request names, for stemming; empty where it names none.
std::vector<LanguageId> stemming_scope(const SearchRequest& request);

}  // namespace gazette
