// What can be wrong where a field is written: NAME:value, in:annex(…). Used by the lexer. What the
// value of a filter may be is field_values.h's.
//
// All indexes are of code points of `text`; the errors' places are bytes of it. Each function looks
// at the text alone and gives nothing where it finds nothing wrong; any thread may call it.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/characters.h"

#include <cstddef>
#include <optional>
#include <string>

namespace gazette {

// Words from `begin` to a colon that are no field: an error where they look like one.
std::optional<QueryError> unknown_field_error(const QueryCharacters& text,
                                              std::size_t begin,
                                              std::size_t colon);

// There is no value behind the colon of the field `name`, whose name stands at `begin`.
std::optional<QueryError> empty_field_error(const QueryCharacters& text,
                                            const std::string& name,
                                            std::size_t begin,
                                            std::size_t after_colon);

// in:KIND, whose KIND stands in [value, end): it is no kind of segment, or no bracket follows.
std::optional<QueryError> in_error(const QueryCharacters& text,
                                   std::size_t begin,
                                   std::size_t value,
                                   std::size_t end);

// The word at `value`, of the field `name`: it has a sign before it, or a field inside.
std::optional<QueryError> field_word_error(const QueryCharacters& text,
                                           const std::string& name,
                                           std::size_t value);

}  // namespace gazette
