// What each clause of a query weighs in an index: global statistics, so that a score does not
// depend on how the index is cut in parts.
#pragma once

#include "searcher/index_snapshot.h"
#include "searcher/prior.h"
#include "searcher/query/compiled_query.h"
#include "searcher/ranking.h"

#include <cstdint>
#include <vector>

namespace gazette {

// What a word weighs at most, and in a document of each language (IndexSnapshot::
// language_documents()): word_shares.h.
struct WordWeight {
    double most = 0.0;
    double share = 0.0;  // of documents in the query's language that have it
    std::vector<double> by_language;
};

// Factors on ranking::bm25(), one for each slot, or one for each scored term where the clause has
// them.
struct ClauseWeights {
    std::vector<WordWeight> words;
};

// The word of a clause behind that of the clause before it, side by side as they were typed.
struct TypedPair {
    bool occurs = false;       // in some document
    std::uint32_t bucket = 0;  // adjacent_words.h
    double weight = 0.0;       // 0: too common to tell one document from another
};

struct QueryWeights {
    // Of the query's terms, those that no document has: most languages have no such word.
    Terms absent;
    std::vector<LanguageId> languages;
    std::vector<double> language_of_query;  // how likely the query is in each; their sum is 1
    std::vector<double> average_lengths;    // by language
    std::vector<ClauseWeights> clauses;
    std::vector<TypedPair> typed_pairs;  // by clause; empty where they do not count
    std::vector<ClauseWeights> added;    // of CompiledQuery::added
    // Words that are kin to the query's (kindred_words.h), which count for the score alone.
    std::vector<TextClause> kindred;
    std::vector<ClauseWeights> kindred_weights;
    double average_length = 1.0;
    ranking::LengthRule length_rule;
    double pair_weight = 0.0;  // of pairs that stand close (pair_scores.h); 0: they do not count
    Prior prior;
    // More than any document scores: what a tier of CompiledQuery::named adds.
    double named_bonus = 0.0;
    bool weightless = false;
};

// Throws SearchError.
QueryWeights weigh(const IndexSnapshot& index, const CompiledQuery& query);

// BM25 alone, as any engine has it: each word weighs its idf in all documents, whatever their
// language, all lengths are compared with the one average, and nothing else adds to a score. For
// holding what finds, orders and scores documents against other engines. Throws SearchError.
QueryWeights plain_bm25_weights(const IndexSnapshot& index, const CompiledQuery& query);

// Adds the kindred words, where documents are ordered by their scores. Throws SearchError.
void add_kindred(const IndexSnapshot& index, const CompiledQuery& query, QueryWeights& weights);

// Adds what documents are worth beside what they say of the query, behind all else that adds to
// named_bonus. Throws SearchError.
void add_prior(const IndexSnapshot& index, const PriorChoice& choice, QueryWeights& weights);

// No weights: for counting.
QueryWeights weightless(const CompiledQuery& query);

}  // namespace gazette
