// An OR of words: the documents that have any of them, found and scored by windows of docids. One
// word after the other goes through a window, so that its list is read in one go, and no document
// has to be looked for in all lists.
#pragma once

#include "searcher/candidates.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace gazette {

// The terms of which a document that has one satisfies the clause, no other does, and by which it
// is scored: of a word in any of its forms, and of a pattern whose words are terms of their own.
// Null where more than that counts. The clause's own.
const std::vector<std::string>* deciding_terms(const TextClause& clause);

// As candidates of an OR of these clauses are, in this order; each has deciding_terms(). Keeps
// references to the source and the weights.
std::unique_ptr<Candidates> make_any_word(const CandidateSource& source,
                                          const CompiledQuery& query,
                                          const QueryWeights& weights,
                                          const std::vector<std::uint32_t>& clauses);

}  // namespace gazette
