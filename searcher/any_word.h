// An OR of words: the documents that have any of them, found and scored by windows of docids. One
// word after the other goes through a window, so that its list is read in one go, and no document
// has to be looked for in all lists.
#pragma once

#include "searcher/candidates.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace gazette {

// Whether a document that has one of the clause's terms satisfies it and is scored by them, and by
// nothing else.
bool is_scored_word(const TextClause& clause);

// As candidates of an OR of these clauses are, in this order; each is_scored_word(). Keeps
// references to the source and the weights.
std::unique_ptr<Candidates> make_any_word(const CandidateSource& source,
                                          const CompiledQuery& query,
                                          const QueryWeights& weights,
                                          const std::vector<std::uint32_t>& clauses);

}  // namespace gazette
