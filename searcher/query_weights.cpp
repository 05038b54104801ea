#include "searcher/query_weights.h"

#include "searcher/ranking.h"
#include "searcher/word_shares.h"

#include <algorithm>

namespace gazette {

namespace {

// The groups that a clause is ranked by, and a factor of each.
std::vector<ScoredTerm> scored_groups(const TextClause& clause) {
    if (!clause.scored_terms.empty()) return clause.scored_terms;
    std::vector<ScoredTerm> groups;
    for (const Slot& slot : clause.slots) groups.push_back({slot.terms, 1.0});
    return groups;
}

WordWeight weight_of(const IndexSnapshot& index,
                     const WordShares& shares,
                     const std::vector<double>& languages,
                     double factor) {
    double of_query = 0.0;
    if (languages.empty()) return {};
    for (std::size_t i = 0; i < languages.size(); ++i) {
        of_query += languages[i] * shares.by_language[i];
    }
    WordWeight weight;
    weight.most = factor * ranking::idf_of_share(index.documents(), of_query);
    const double likeliest = *std::max_element(languages.begin(), languages.end());
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const double idf = ranking::idf_of_share(index.documents(), shares.by_language[i]);
        const double loss = ranking::kForeignLoss * (1.0 - languages[i] / likeliest);
        weight.by_language.push_back(std::min(weight.most, factor * idf) * (1.0 - loss));
    }
    return weight;
}

}  // namespace

QueryWeights weigh(const IndexSnapshot& index, const CompiledQuery& query) {
    QueryWeights weights;
    weights.average_length = index.average_length();
    weights.languages = index.languages();
    for (const LanguageDocuments& one : index.language_documents()) {
        weights.average_lengths.push_back(
            (static_cast<double>(one.total_length) + ranking::kLeaning * index.average_length()) /
            (static_cast<double>(one.documents) + ranking::kLeaning));
    }
    std::vector<WordShares> shares;
    for (const TextClause& clause : query.clauses) {
        for (const ScoredTerm& group : scored_groups(clause)) {
            shares.push_back(shares_of(index, group.terms));
        }
    }
    const std::vector<double> languages = language_of_query(index, shares);
    auto next = shares.begin();
    weights.named_bonus = ranking::kNamedGap;
    for (const TextClause& clause : query.clauses) {
        ClauseWeights& words = weights.clauses.emplace_back();
        for (const ScoredTerm& group : scored_groups(clause)) {
            words.words.push_back(weight_of(index, *next++, languages, group.weight));
            // A word is in one pair as the second.
            weights.named_bonus +=
                (1.0 + ranking::kPairWeight) * ranking::bm25_bound(words.words.back().most);
        }
    }
    return weights;
}

QueryWeights weightless(const CompiledQuery& query) {
    QueryWeights weights;
    weights.weightless = true;
    for (const TextClause& clause : query.clauses) {
        const bool scored_apart = !clause.scored_terms.empty();
        const std::size_t count = scored_apart ? clause.scored_terms.size() : clause.slots.size();
        weights.clauses.push_back({std::vector<WordWeight>(count)});
    }
    return weights;
}

}  // namespace gazette
