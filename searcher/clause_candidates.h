// The leaves of a tree of candidates: terms, and the clauses of a text.
#pragma once

#include "searcher/candidates.h"

#include <memory>
#include <span>
#include <string>

namespace gazette {

// Documents that have any of the terms.
std::unique_ptr<Candidates> make_any_term(const PostingSource& postings,
                                          std::span<const std::string> terms);

// A text clause: all its slots and all its narrowing groups. Keeps references to the source's
// files, the clause and the weights.
std::unique_ptr<Candidates> make_clause(const CandidateSource& source,
                                        const TextClause& clause,
                                        const QueryWeights& weights,
                                        const ClauseWeights& factors);

}  // namespace gazette
