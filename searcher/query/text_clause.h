// The words of one text of a query -> the slots of a clause, and the terms that narrow and rank it.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"

#include <optional>
#include <span>

namespace gazette {

// How much a clause of characters is ranked by its overlapping pairs and by its dictionary words.
inline constexpr double kBigramWeight = 0.5;
inline constexpr double kWordWeight = 1.0;

// `node` is a text. Nothing where there is nothing in it to search for ("!!!").
std::optional<TextClause> make_text_clause(const Node& node,
                                           std::span<const LanguageId> scope,
                                           Analyzer& analyzer);

}  // namespace gazette
