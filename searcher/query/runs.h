// Where the runs of a query end: words as they are typed, without white space. Used by the lexer.
// All indexes are of code points.
#pragma once

#include "searcher/query/characters.h"

#include <cstddef>
#include <optional>
#include <string>

namespace gazette {

// A quotation mark that is not part of a Hebrew word.
bool is_quote_at(const QueryCharacters& text, std::size_t index);
// && or ||, in full-width forms too.
bool is_doubled_at(const QueryCharacters& text, std::size_t index, char32_t c);
// + - !
bool is_sign_at(const QueryCharacters& text, std::size_t index);
// Nothing more of a word here: the end, white space or a closing bracket.
bool is_over_at(const QueryCharacters& text, std::size_t index);
// A letter or digit, roughly: what may stand on both sides of a wildcard.
bool is_word_character_at(const QueryCharacters& text, std::size_t index);

std::size_t behind_invisible(const QueryCharacters& text, std::size_t index);
std::size_t behind_signs(const QueryCharacters& text, std::size_t index);

// The range with full-width forms as ASCII.
std::string plain_text(const QueryCharacters& text, std::size_t begin, std::size_t end);

// The end of the range without invisible marks behind it.
std::size_t visible_end(const QueryCharacters& text, std::size_t begin, std::size_t end);

// "scheme://" at `begin`.
bool is_url_at(const QueryCharacters& text, std::size_t begin);

// The colon behind a run of two or more ASCII letters (with - and _ between them) at `begin`.
std::optional<std::size_t> colon_behind_name(const QueryCharacters& text, std::size_t begin);

// Where the run that begins at `begin` ends: at white space, a quotation mark, && or ||, a
// bracket. Brackets that are closed again before any of these belong to the run, as in 6(1)(f) and
// in 公司條例（第622章）, unless an operator stands before them: NOT(a).
std::size_t run_end(const QueryCharacters& text, std::size_t begin);

// What stands behind the word in [begin, end), a run without the invisible marks at its end.
// A ~ directly behind it.
bool is_similar(const QueryCharacters& text, std::size_t begin, std::size_t end);
// Where the ! behind it begin; `end` where there are none, or nothing else.
std::size_t before_exclamations(const QueryCharacters& text, std::size_t begin, std::size_t end);
// One ! behind enough letters is the * of some law databases. `marks`: where the ! begin.
bool is_truncation(const QueryCharacters& text,
                   std::size_t begin,
                   std::size_t marks,
                   std::size_t end);

}  // namespace gazette
