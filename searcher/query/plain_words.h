// Text -> a tree of one node, in which every character means itself.
#pragma once

#include "searcher/query/ast.h"

#include <string>
#include <string_view>
#include <variant>

namespace gazette {

// Text that is not to be read as a query: any of its words is looked for (any_words.h). Blank: all
// documents. Thread-safe, takes any bytes; its canonical form is a query that parses to the same.
std::variant<ParsedQuery, QueryError> read_plain_words(std::string_view text);

// `text` as a quotation holds it.
Node any_words_node(std::string text, QueryPlace place);

}  // namespace gazette
