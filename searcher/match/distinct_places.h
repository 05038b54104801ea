// One occurrence of each of several operands, no two of them at a common place: are there such, and
// which occurrences take part? For "bank /s bank", which needs the word twice, and "a PRE/s b".
#pragma once

#include "searcher/match/place_range.h"

#include <cstddef>
#include <vector>

namespace gazette {

// Leaves in `operands`, which are at most query_limits::kMaxTogether, the occurrences that are part
// of a set of one of each, all apart from each other. False, and nothing changed, where there is
// none. The occurrences of an operand in any order. Exact: the best end for every set of operands,
// from the left and from the right.
bool keep_distinct(std::vector<std::vector<PlaceRange>>& operands);

// The same, each operand's behind that of the operand before. Of any number of operands.
bool keep_ordered(std::vector<std::vector<PlaceRange>>& operands);

}  // namespace gazette
