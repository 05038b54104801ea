// What other query languages understand and ours does not (yet): errors that say so and what to
// type instead, so that none of it is read as words.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/operator_words.h"

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// For a run that is an unsupported operator. Without its place.
QueryError foreign_operator_error(OperatorWord meaning, const std::string& run);

// For a character of a word: `c` is "!", "~", ... Nothing where it is punctuation, or has a
// meaning. Without its place.
std::optional<QueryError> foreign_character_error(char32_t c);

}  // namespace gazette
