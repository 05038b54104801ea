// Words that stand side by side in a query count more where they stand close in a document:
//
//   harbour dues act     harbour..dues, dues..act
//
// A pair weighs QueryWeights::pair_weight of its rarer word, by BM25 over the places where the
// second word stands at most ranking::kPairWindow positions behind the first. Characters of
// unspaced scripts have bigrams and dictionary words for this (any_words.h), so pairs are of words
// alone.
#pragma once

#include "searcher/candidates.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace gazette {

// The pairs of one AND or OR of texts, in one part. Not for sharing between threads. Throws
// Xapian::Error.
class PairScores {
  public:
    // `clauses` in the order of the query, by their numbers.
    PairScores(const CandidateSource& source,
               const CompiledQuery& query,
               const QueryWeights& weights,
               const std::vector<std::uint32_t>& clauses);
    ~PairScores();

    bool empty() const;
    // Of a document; documents come in ascending order.
    double score(std::uint32_t document);
    double bound() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
