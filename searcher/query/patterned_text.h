// A text of a query as tokens, with its wildcards: regul*, "duty * care", word~.
//
// A pattern runs over the words as they are written, whatever their stem, in every language of the
// index; it becomes a slot of those that the index has.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"
#include "searcher/query/vocabulary.h"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace gazette {

struct PatternedText {
    std::string readable;            // the text as the analyzer was given it: no wildcards in it
    std::vector<QueryToken> tokens;  // without those that stand for any word
    std::vector<std::optional<Slot>> patterns;  // one for each token; offsets are not set
};

// Errors: "short_pattern", "pattern_in_characters", "free_word_at_edge", "similar_to_words",
// "too_many_expansions".
std::variant<PatternedText, QueryError> read_patterns(const Node& node,
                                                      std::span<const LanguageId> scope,
                                                      const Vocabulary& vocabulary,
                                                      Analyzer& analyzer);

}  // namespace gazette
