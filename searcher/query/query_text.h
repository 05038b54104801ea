// What no query may be, whatever it says. Places are bytes of its text.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/characters.h"

#include <cstddef>
#include <optional>
#include <string>

namespace gazette {

// Why no query can hold these characters: controls, or bytes that are not UTF-8.
std::optional<QueryError> unreadable_text(const QueryCharacters& characters);
// Why no query is so long; `what`: "the query is".
QueryError too_long(std::size_t bytes, const std::string& what);

}  // namespace gazette
