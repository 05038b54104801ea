// The filters of a request as a part of the query's tree, so that there is one way to compile,
// match and count them.
#pragma once

#include "indexer/analysis/language.h"
#include "searcher/query/ast.h"
#include "searcher/request.h"

#include <string>
#include <vector>

namespace gazette {

// What a request asks of one field.
struct FieldFilter {
    Field field = Field::kind;
    std::vector<std::string> wanted;    // any of them; empty: whatever there is
    std::vector<std::string> excluded;  // none of them
};

// Those that the request sets. Its dates are not among them.
std::vector<FieldFilter> field_filters(const SearchRequest& request);

// `query` AND each filter that the request sets; several values of one filter are alternatives.
Node with_filters(Node query, const SearchRequest& request);

// The same for documents that pass all of the filters, or all but one: of these, facets count what
// would be found without that one.
Node with_filters_but_one(Node query, const SearchRequest& request);

// The languages that the request names, for stemming; empty where it names none.
std::vector<LanguageId> stemming_scope(const SearchRequest& request);

}  // namespace gazette
