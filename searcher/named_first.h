// Puts documents first that are called what was asked for: CompiledQuery::named.
#pragma once

#include "searcher/candidates.h"

#include <memory>

namespace gazette {

// The same documents as `candidates`; those that are named score higher than any other, by
// QueryWeights::named_bonus times their tier. `candidates` itself where no document of the part is
// named. Throws Xapian::Error.
std::unique_ptr<Candidates> with_named_first(std::unique_ptr<Candidates> candidates,
                                             const CandidateSource& source,
                                             const CompiledQuery& query,
                                             const QueryWeights& weights);

}  // namespace gazette
