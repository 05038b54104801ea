// Queries that are words and nothing else.
#pragma once

#include "searcher/query/lexemes.h"

#include <vector>

namespace gazette {

// Of lexemes with the end. No operator, field, quotation or wildcard is among them.
bool are_only_words(const std::vector<Lexeme>& lexemes);

// Whether such words are asked as a question is: so many of them, or so long a run of characters
// without spaces, that a document need not have all (query_limits::kMinQuestionWords).
bool is_question(const std::vector<Lexeme>& words);

}  // namespace gazette
