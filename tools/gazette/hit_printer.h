// An answer as text for a person.
#pragma once

#include "searcher/response.h"

#include <cstdint>

namespace gazette {

// Prints notices, hits and how many there are on standard output, marked with colours on a
// terminal. `offset`: hits before the first.
void print_response(const SearchResponse& response, std::uint32_t offset);

}  // namespace gazette
