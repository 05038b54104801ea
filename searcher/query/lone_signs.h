// Signs that stand alone between words, as in a sentence that was pasted: the dash of "Law –
// Article 1", the semicolon that French puts a space before, the danda of Hindi. No document is
// asked for them, and a notice says so; not in quotations, connectors, OR or NOT, where they are
// errors.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"

#include <vector>

namespace gazette {

// Takes texts that have nothing to search for out of each AND, as long as something is left in it.
// A notice (sign_left_out) for each.
std::vector<Notice> leave_out_lone_signs(Node& root, Analyzer& analyzer);

}  // namespace gazette
