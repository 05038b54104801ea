// Words that stand side by side in a long query count more where they stand so in a document, in
// the form in which they were typed; and once more where the document has all such pairs, as it has
// if the query is a passage of it:
//
//   prava i slobode navedene u ovoj      prava i, i slobode, slobode navedene, navedene u, u ovoj
//
// By the part's lists of adjacent words (adjacent_words.h), which say so but for a few documents,
// and need no positions. BM25 with one occurrence of each.
#pragma once

#include "searcher/candidates.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace gazette {

// Of one AND or OR of texts, in one part. Not for sharing between threads. Throws IndexError.
class TypedPairs {
  public:
    // `clauses` in the order of the query, by their numbers.
    TypedPairs(const CandidateSource& source,
               const QueryWeights& weights,
               const std::vector<std::uint32_t>& clauses);

    bool empty() const { return pairs_.empty(); }
    // Of a document; documents come in ascending order.
    double score(std::uint32_t document);

  private:
    const Columns& columns_;
    std::vector<std::pair<AdjacencyCursor, double>> pairs_;  // with their weights
    std::vector<double> average_lengths_;                    // by ordinal of the language
    ranking::LengthRule length_rule_;
    bool may_be_passage_ = true;
};

}  // namespace gazette
