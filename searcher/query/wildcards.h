// Which marks of a text are wildcards:
//
//   *   any characters of a word, or none; alone between spaces in a quotation, one whole word
//   ?   one character; only inside a word or beside a *, because behind a word it is a question
//       mark
//
// Full-width ＊ is *; a full-width ？ is punctuation. In a URL both are punctuation, and in a
// quotation ? is: what is pasted there has question marks without a space behind them.
#pragma once

#include "searcher/query/characters.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

// A letter or digit of a script with spaces between words: what a wildcard may stand beside.
bool is_pattern_letter_at(const QueryCharacters& text, std::size_t index);

// How many letters of scripts without spaces between words a text has.
std::size_t unspaced_letters(std::string_view text);

// Code point indexes of the wildcards of a run or of what stands in a quotation, ascending.
std::vector<std::size_t> wildcards_of(const QueryCharacters& text, bool quoted);

bool has_wildcards(std::string_view text, bool quoted);

// A quotation in which each * between two letters is a mark between two words, as in a pasted text
// ("w*exp" there is "w exp"); nothing where no * stands so.
std::optional<std::string> stars_as_marks(std::string_view quotation);

// Bytes of the first ? that would be a wildcard if the text were not quoted.
std::optional<std::pair<std::uint32_t, std::uint32_t>> question_mark_in_word(std::string_view text);

constexpr bool is_star(char32_t c) {
    return c == U'*' || c == U'＊';
}

}  // namespace gazette
