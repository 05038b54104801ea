// field:value -> a leaf of the tree: a filter, or a range of dates.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/lexer.h"

#include <variant>

namespace gazette {

// `lexeme` is a filter. Errors: "bad_date", "bad_language", "bad_segment_kind",
// "nothing_to_search".
std::variant<Node, QueryError> filter_leaf(const Lexeme& lexeme);

}  // namespace gazette
