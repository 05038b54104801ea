// A token of a query as a slot of a clause, and the pairs of characters among tokens.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/compiled_query.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace gazette {

bool is_character(const QueryToken& token);
bool is_symbol(const QueryToken& token);

// Its offset counts from `first_position`.
Slot make_slot(const QueryToken& token, std::uint32_t first_position);

// Where tokens[i] and the token at the next position are characters, the index of the latter.
// Symbols between the two have its position.
std::optional<std::size_t> next_character(std::span<const QueryToken> tokens, std::size_t i);

// The index term of two neighbouring characters.
std::string bigram_of(const QueryToken& first, const QueryToken& second);

}  // namespace gazette
