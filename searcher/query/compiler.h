// Tree -> compiled query: words to terms in each language in scope.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"
#include "searcher/query/vocabulary.h"

#include <span>
#include <variant>

namespace gazette {

// `scope` are the languages whose stems the words stand for; empty: all that the index holds.
// Errors: a text with nothing to search for in it ("!!!"), more than kMaxIndexTerms terms.
std::variant<CompiledQuery, QueryError> compile_query(const ParsedQuery& query,
                                                      const Vocabulary& vocabulary,
                                                      std::span<const LanguageId> scope,
                                                      Analyzer& analyzer);

}  // namespace gazette
