// A text between quotation marks. Used by the lexer.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/characters.h"

#include <cstddef>
#include <string>
#include <variant>

namespace gazette {

struct Quotation {
    std::string text;     // without blanks at its ends; never empty
    std::size_t end = 0;  // code point index behind the closing mark
};

// From the mark at `open`. Errors: "unbalanced_quote", "nested_quote", "empty_quotes".
std::variant<Quotation, QueryError> read_quotation(const QueryCharacters& text, std::size_t open);

}  // namespace gazette
