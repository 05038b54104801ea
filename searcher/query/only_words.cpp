#include "searcher/query/only_words.h"

#include "searcher/query/limits.h"
#include "searcher/query/wildcards.h"

#include <algorithm>
#include <cstddef>

namespace gazette {

bool are_only_words(const std::vector<Lexeme>& lexemes) {
    return lexemes.size() > 1 &&
           std::all_of(lexemes.begin(), lexemes.end() - 1, [](const Lexeme& lexeme) {
               return lexeme.kind == LexemeKind::word && !lexeme.title_only && !lexeme.segment &&
                      !lexeme.patterns && !lexeme.similar && lexeme.dial == Dial::none;
           });
}

bool is_question(const std::vector<Lexeme>& words) {
    const std::size_t count = words.size() - 1;
    return count >= query_limits::kMinQuestionWords ||
           (count == 1 &&
            unspaced_letters(words.front().text) >= query_limits::kMinQuestionCharacters);
}

}  // namespace gazette
