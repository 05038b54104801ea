// The words of one text of a query -> the slots of a clause, and the terms that narrow and rank it.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"
#include "searcher/query/vocabulary.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace gazette {

// How much a clause of characters is ranked by its overlapping pairs and by its dictionary words.
inline constexpr double kBigramWeight = 0.5;
inline constexpr double kWordWeight = 1.0;

// `node` is a text. Errors: there is nothing in it to search for ("!!!"), or a pattern that is too
// short, stands for too many words, or has no place among characters.
std::variant<TextClause, QueryError> make_text_clause(const Node& node,
                                                      std::span<const LanguageId> scope,
                                                      const Vocabulary& vocabulary,
                                                      Analyzer& analyzer);

// A word as a clause with this dial compares it: its letters without their width, and (script:)
// without their case. `word` is a token's piece of a text or of a query.
std::string spelling_of(Dial dial, std::string_view word);

QueryError nothing_to_search(const Node& node);

}  // namespace gazette
