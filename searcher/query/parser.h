// Text -> tree. The language: schemas/query_syntax.md, whose examples are the tests' table.
#pragma once

#include "searcher/query/ast.h"

#include <string>
#include <string_view>
#include <variant>

namespace gazette {

// Thread-safe. Never throws, never recurses deeper than kMaxQueryDepth, takes any bytes.
std::variant<ParsedQuery, QueryError> parse_query(std::string_view text);

// The same for a text that is not to be read as a query: every character means itself, and any of
// the words is looked for (any_words.h). Blank: all documents.
std::variant<ParsedQuery, QueryError> read_plain_words(std::string_view text);

}  // namespace gazette
