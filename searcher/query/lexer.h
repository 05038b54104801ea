// Query text -> lexemes: words, quotations, operators, brackets, fields. Only the parser uses it.
// A new operator is a new LexemeKind and a line in the tables of the lexer; whatever looks like an
// operator of another query language and is none here is an error, never a word.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/characters.h"
#include "searcher/query/lexemes.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gazette {

// Why no query can hold these characters: controls, or bytes that are not UTF-8.
std::optional<QueryError> unreadable_text(const QueryCharacters& characters);
// Why no query is so long; `what`: "the query is".
QueryError too_long(std::size_t bytes, const std::string& what);

// Linear in `text`, no recursion. The last lexeme is the end. `text` is at most kMaxQueryBytes.
std::variant<std::vector<Lexeme>, QueryError> lex_query(std::string_view text);

}  // namespace gazette
