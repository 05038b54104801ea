#include "searcher/query_weights.h"

#include "searcher/ranking.h"

namespace gazette {

namespace {

double idf_of(const IndexSnapshot& index, const std::vector<std::string>& terms) {
    return ranking::idf(index.documents(), index.documents_with(terms));
}

}  // namespace

QueryWeights weigh(const IndexSnapshot& index, const CompiledQuery& query) {
    QueryWeights weights;
    weights.average_length = index.average_length();
    for (const TextClause& clause : query.clauses) {
        ClauseWeights& factors = weights.clauses.emplace_back();
        if (!clause.scored_terms.empty()) {
            for (const ScoredTerm& scored : clause.scored_terms) {
                factors.factors.push_back(scored.weight * idf_of(index, scored.terms));
            }
            continue;
        }
        for (const Slot& slot : clause.slots) {
            factors.factors.push_back(idf_of(index, slot.terms));
        }
    }
    return weights;
}

QueryWeights weightless(const CompiledQuery& query) {
    QueryWeights weights;
    for (const TextClause& clause : query.clauses) {
        const bool scored_apart = !clause.scored_terms.empty();
        const std::size_t count = scored_apart ? clause.scored_terms.size() : clause.slots.size();
        weights.clauses.push_back({std::vector<double>(count, 0.0)});
    }
    return weights;
}

}  // namespace gazette
