#include "searcher/query_weights.h"

#include "indexer/format/adjacent_words.h"
#include "searcher/kindred_words.h"
#include "searcher/ranking.h"
#include "searcher/word_shares.h"

#include <algorithm>
#include <set>

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
    weight.share = of_query;
    weight.most = factor * ranking::idf_of_share(index.documents(), of_query);
    const double likeliest = *std::max_element(languages.begin(), languages.end());
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const double idf = ranking::idf_of_share(index.documents(), shares.by_language[i]);
        const double loss = ranking::kForeignLoss * (1.0 - languages[i] / likeliest);
        weight.by_language.push_back(std::min(weight.most, factor * idf) * (1.0 - loss));
    }
    return weight;
}

// Of CompiledQuery::added: factors that together come to kAddedShare of `own`, what all words of
// the query weigh at most.
std::vector<ClauseWeights> weigh_added(const IndexSnapshot& index,
                                       const std::vector<TextClause>& added,
                                       const std::vector<double>& languages,
                                       double own) {
    std::vector<ClauseWeights> weights;
    double all = 0.0;
    for (const TextClause& clause : added) {
        ClauseWeights& words = weights.emplace_back();
        for (const ScoredTerm& group : scored_groups(clause)) {
            const WordShares shares = shares_of(index, group.terms);
            words.words.push_back(weight_of(index, shares, languages, group.weight));
            all += words.words.back().most;
        }
    }
    const double factor = all > 0.0 ? ranking::kAddedShare * own / all : 0.0;
    for (ClauseWeights& clause : weights) {
        for (WordWeight& word : clause.words) {
            word.most *= factor;
            for (double& weight : word.by_language) weight *= factor;
        }
    }
    return weights;
}

// The clauses that add to a score: not those under NOT.
void collect_scored_clauses(const CompiledNode& node, std::set<std::uint32_t>& clauses) {
    if (node.kind == NodeKind::none_of) return;
    if (node.kind == NodeKind::text) clauses.insert(node.clause);
    const std::size_t count = node.excluding ? 1 : node.children.size();
    for (std::size_t i = 0; i < count && i < node.children.size(); ++i) {
        collect_scored_clauses(node.children[i], clauses);
    }
}

// Whether a clause is one word in any of its forms.
bool is_plain_word(const TextClause& clause) {
    return clause.slots.size() == 1 && !clause.exact && !clause.title_only &&
           clause.dial == Dial::none && !clause.slots.front().pattern &&
           !clause.slots.front().symbol &&
           (clause.scored_terms.empty() ||
            (clause.scored_terms.size() == 1 &&
             clause.scored_terms.front().terms == clause.slots.front().terms));
}

// Languages that the query may well be in.
std::vector<LanguageId> likely_languages(const QueryWeights& weights) {
    const std::vector<double>& likely = weights.language_of_query;
    std::vector<LanguageId> languages;
    if (likely.empty()) return languages;
    const double most = *std::max_element(likely.begin(), likely.end());
    for (std::size_t i = 0; i < likely.size(); ++i) {
        if (likely[i] >= ranking::kKindredLeastLikely * most) {
            languages.push_back(weights.languages[i]);
        }
    }
    return languages;
}

// Whether a clause is one word as a text has it.
bool is_typed_word(const TextClause& clause) {
    if (clause.slots.size() != 1 || clause.title_only) return false;
    const Slot& slot = clause.slots.front();
    return slot.surfaces.size() == 1 && !slot.pattern && !slot.symbol;
}

std::vector<TypedPair> weigh_typed_pairs(const IndexSnapshot& index, const CompiledQuery& query) {
    const std::vector<TextClause>& clauses = query.clauses;
    if (clauses.size() < ranking::kPassageWords) return {};
    std::vector<TypedPair> pairs(clauses.size());
    for (std::size_t i = 1; i < clauses.size(); ++i) {
        if (!is_typed_word(clauses[i - 1]) || !is_typed_word(clauses[i])) continue;
        TypedPair& pair = pairs[i];
        pair.bucket = adjacency_bucket(adjacency_key(clauses[i - 1].slots.front().surfaces.front()),
                                       adjacency_key(clauses[i].slots.front().surfaces.front()));
        const std::uint64_t documents = index.documents_with_pair(pair.bucket);
        pair.occurs = documents > 0;
        const double share =
            static_cast<double>(documents) / static_cast<double>(index.documents());
        const double idf = ranking::idf_of_share(index.documents(), share);
        if (pair.occurs && idf >= ranking::kPairLeast) pair.weight = idf;
    }
    return pairs;
}

}  // namespace

void add_kindred(const IndexSnapshot& index, const CompiledQuery& query, QueryWeights& weights) {
    std::set<std::uint32_t> scored;
    collect_scored_clauses(query.root, scored);
    std::set<std::string> own;
    std::vector<std::uint32_t> words;
    for (const std::uint32_t number : scored) {
        const TextClause& clause = query.clauses[number];
        if (!is_plain_word(clause)) continue;
        words.push_back(number);
        own.insert(clause.slots.front().terms.begin(), clause.slots.front().terms.end());
    }
    if (words.empty() || words.size() > kindred_limits::kMaxWords) return;
    const std::vector<LanguageId> likely = likely_languages(weights);
    for (const std::uint32_t number : words) {
        if (weights.clauses[number].words.front().share > ranking::kKindredMostShare) continue;
        const TextClause* const word = &query.clauses[number];
        const std::vector<std::string>& terms = word->slots.front().terms;
        std::vector<std::string> kin = kindred_terms(index, terms, likely);
        std::erase_if(kin, [&](const std::string& term) { return own.contains(term); });
        if (kin.empty()) continue;
        // As rare as all of them together with the word.
        std::vector<std::string> family = kin;
        family.insert(family.end(), terms.begin(), terms.end());
        const double factor = scored_groups(*word).front().weight * ranking::kKindredWeight;
        const WordWeight weight =
            weight_of(index, shares_of(index, family), weights.language_of_query, factor);
        weights.named_bonus += ranking::bm25_bound(weight.most);
        weights.kindred_weights.push_back({{weight}});
        TextClause& clause = weights.kindred.emplace_back();
        clause.place = word->place;
        clause.slots.emplace_back().terms = std::move(kin);
    }
}

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
    for (const WordShares& word : shares) {
        weights.absent.insert(word.absent.begin(), word.absent.end());
    }
    weights.language_of_query = language_of_query(index, shares);
    const std::vector<double>& languages = weights.language_of_query;
    auto next = shares.begin();
    weights.named_bonus = ranking::kNamedGap;
    double own = 0.0;
    double count = 0.0;
    for (const TextClause& clause : query.clauses) {
        ClauseWeights& words = weights.clauses.emplace_back();
        for (const ScoredTerm& group : scored_groups(clause)) {
            words.words.push_back(weight_of(index, *next++, languages, group.weight));
            own += words.words.back().most;
            count += std::min(group.weight, words.words.back().most / ranking::kWholeWordIdf);
            // A word is in one pair as the second.
            weights.named_bonus +=
                (1.0 + ranking::kPairWeight) * ranking::bm25_bound(words.words.back().most);
        }
    }
    weights.length_rule = ranking::length_rule(count);
    weights.pair_weight = ranking::kPairWeight;
    weights.typed_pairs = weigh_typed_pairs(index, query);
    for (const TypedPair& pair : weights.typed_pairs) {
        weights.named_bonus += (ranking::kTypedPairWeight + ranking::kPassageWeight) *
                               ranking::bm25_bound(pair.weight);
    }
    weights.added = weigh_added(index, query.added, languages, own);
    for (const ClauseWeights& clause : weights.added) {
        for (const WordWeight& word : clause.words) {
            weights.named_bonus += ranking::bm25_bound(word.most);
        }
    }
    return weights;
}

QueryWeights plain_bm25_weights(const IndexSnapshot& index, const CompiledQuery& query) {
    QueryWeights weights;
    weights.languages = index.languages();
    weights.average_length = index.average_length();
    weights.average_lengths.assign(weights.languages.size(), weights.average_length);
    weights.length_rule = ranking::kPlainLength;
    const auto documents = static_cast<double>(std::max<std::uint64_t>(index.documents(), 1));
    for (const TextClause& clause : query.clauses) {
        ClauseWeights& words = weights.clauses.emplace_back();
        for (const ScoredTerm& group : scored_groups(clause)) {
            WordWeight& word = words.words.emplace_back();
            word.share = static_cast<double>(index.documents_with(group.terms)) / documents;
            word.most = group.weight * ranking::idf_of_share(index.documents(), word.share);
            word.by_language.assign(weights.languages.size(), word.most);
        }
    }
    return weights;
}

void add_prior(const IndexSnapshot& index, const PriorChoice& choice, QueryWeights& weights) {
    weights.prior = Prior(index, choice);
    weights.named_bonus = weights.prior.applied(weights.named_bonus, weights.prior.most());
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
