// In how many documents of each language a word is, and which language a query seems to be in.
//
// An archive in many languages has no one rarity of a word: French "de" is in nearly every French
// document and in few others, so counted over all it would weigh like a name. The share of a word
// is counted by language:
//
//   share(L)  of the documents in L, those with the word; for a language of few documents leaning
//             on the share in all documents, as if kLeaning more had that one
//
// A query is in L with a probability that is the product of its words' shares there: a document of
// German has "die" and "und", one of English hardly. How much a word weighs in a document is by its
// rarity in the language of the query or of the document, whichever is less: so neither does "de"
// find English documents for a French question, nor "die" German ones for "die hard". And it
// weighs up to ranking::kForeignLoss less in a document of a language that the query is not in.
//
// In an index of one language this is BM25's own inverse document frequency.
#pragma once

#include "searcher/index_snapshot.h"

#include <string>
#include <vector>

namespace gazette {

// Of one word, by language; in the order of IndexSnapshot::language_documents().
struct WordShares {
    std::vector<double> by_language;
    std::vector<std::string> absent;  // terms that no document has
    double all = 0.0;                 // of all documents
};

// `terms`: the variants of one word, one bigram, or one dictionary word. Throws SearchError.
WordShares shares_of(const IndexSnapshot& index, const std::vector<std::string>& terms);

// For each language, how probable it is that a query of these words is in it; in all 1.
std::vector<double> language_of_query(const IndexSnapshot& index,
                                      const std::vector<WordShares>& words);

}  // namespace gazette
