// Plain words, read as a question rather than as a query: any of them finds a document, and the
// more of them it has, and the rarer they are, the higher it stands.
//
//   Who pays the harbour dues?     who OR pays OR the OR harbour OR dues
//   誰繳付港口費                    誰繳 OR 繳付 OR 付港 ..., pairs of characters
//
// A word of a script with spaces is a clause of its own. Of scripts without them (and of Hangul)
// every pair of neighbouring characters is one, which counts kBigramWeight; the dictionary words
// that begin with the pair count kWordWeight with it (a document that has the word has the pair).
// A Han character that is in no dictionary word is a clause of its own: in names it tells much.
// Measured on odd queries, nDCG@10: 0.855 of Chinese judgments with it, 0.774 without; but Hangul
// alone takes from Korean (0.902 instead of 0.925).
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"

#include <span>
#include <vector>

namespace gazette {

// The clauses any of which satisfies `node` (NodeKind::any_words); a word that comes again weighs
// as often as it comes. Empty where nothing in the text can be searched for.
std::vector<TextClause> make_any_words(const Node& node,
                                       std::span<const LanguageId> scope,
                                       Analyzer& analyzer);

}  // namespace gazette
