// Words that look as if something else had been meant. They are searched for as words all the
// same, and a notice says so.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/lexer.h"

#include <vector>

namespace gazette {

// "lowercase_operator": and, or, not (in any case but capitals) where an operator could stand.
// "single_quotes": 'duty of care', which makes no phrase.
// "suspended_hyphen": Prämien und -zulagen, which is NOT.
// "question_mark_in_quotation": "wom?n", where ? is no wildcard.
// The last of `lexemes` is the end.
std::vector<Notice> word_notices(const std::vector<Lexeme>& lexemes);

}  // namespace gazette
