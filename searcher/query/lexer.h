// Query text -> lexemes: words, quotations, operators, brackets, fields. Only the parser uses it.
// A new operator is a new LexemeKind and a line in the tables of the lexer; whatever looks like an
// operator of another query language and is none here is an error, never a word.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/lexemes.h"

#include <string_view>
#include <variant>
#include <vector>

namespace gazette {

// Linear in `text`, no recursion. The last lexeme is the end. `text` is at most kMaxQueryBytes.
std::variant<std::vector<Lexeme>, QueryError> lex_query(std::string_view text);

}  // namespace gazette
