// How a query was read, clause by clause, with what each stands for in the index.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/ast.h"
#include "searcher/retrieval.h"
#include "searcher/search.h"

#include <span>
#include <variant>

namespace gazette {

// Counts for each node the documents that satisfy it by itself. Throws SearchError.
std::variant<ExplainedNode, QueryError> explain_tree(const IndexSnapshot& index,
                                                     const Node& root,
                                                     std::span<const LanguageId> scope,
                                                     Analyzer& analyzer,
                                                     const Deadline& deadline);

}  // namespace gazette
