// How a query was read, clause by clause, with what each stands for in the index.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/ast.h"
#include "searcher/retrieval.h"
#include "searcher/search.h"

#include <span>
#include <variant>
#include <vector>

namespace gazette {

// Counts for each node the documents that satisfy it by itself. Throws SearchError.
std::variant<ExplainedNode, QueryError> explain_tree(const IndexSnapshot& index,
                                                     const Node& root,
                                                     std::span<const LanguageId> scope,
                                                     Analyzer& analyzer,
                                                     const Deadline& deadline);

// Which part of the tree makes its result empty: "no_documents" for one that no document satisfies,
// "not_together" for parts that documents satisfy, but none all of. `explained` is of `root`.
// Nothing where there is a result.
std::vector<Notice> emptying_notices(const Node& root, const ExplainedNode& explained);

}  // namespace gazette
