#include "searcher/typed_pairs.h"

#include "searcher/language_factors.h"
#include "searcher/ranking.h"

#include <cstddef>

namespace gazette {

TypedPairs::TypedPairs(const CandidateSource& source,
                       const QueryWeights& weights,
                       const std::vector<std::uint32_t>& clauses)
    : columns_(source.columns), length_rule_(weights.length_rule) {
    if (weights.typed_pairs.empty()) return;
    for (std::size_t i = 1; i < clauses.size(); ++i) {
        const bool side_by_side = clauses[i - 1] + 1 == clauses[i];
        const TypedPair& pair = weights.typed_pairs[clauses[i]];
        if (!side_by_side || !pair.occurs) may_be_passage_ = false;
        if (!side_by_side || pair.weight == 0.0) continue;
        pairs_.emplace_back(source.adjacent.find(pair.bucket), pair.weight);
    }
    may_be_passage_ = may_be_passage_ && pairs_.size() > 1;
    average_lengths_ = by_ordinal(
        source.languages, weights.languages, weights.average_lengths, weights.average_length);
}

double TypedPairs::score(std::uint32_t document) {
    if (pairs_.empty()) return 0.0;
    const std::uint32_t language = columns_.ordinals(FacetColumn::lang)[document - 1];
    const double norm = ranking::length_norm(
        columns_.lengths()[document - 1], average_lengths_.at(language), length_rule_);
    double sum = 0.0;
    bool has_all = may_be_passage_;
    for (auto& [cursor, weight] : pairs_) {
        cursor.seek(document);
        if (cursor.document() == document) {
            sum += ranking::bm25(weight, 1, norm);
        } else {
            has_all = false;
        }
    }
    return (ranking::kTypedPairWeight + (has_all ? ranking::kPassageWeight : 0.0)) * sum;
}

}  // namespace gazette
