// Text -> tree. The language: schemas/query_syntax.md, whose examples are the tests' table.
#pragma once

#include "searcher/query/ast.h"

#include <string>
#include <string_view>
#include <variant>

namespace gazette {

// Thread-safe. Never throws, never recurses deeper than kMaxQueryDepth, takes any bytes.
std::variant<ParsedQuery, QueryError> parse_query(std::string_view text);

}  // namespace gazette
