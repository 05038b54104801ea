// Splits a word segment into the tokens that it stands for, the same way for every language:
// at apostrophes (l'homme, O'Brien, don't; also the letters U+02BB to U+02BD, which people type as
// apostrophes) and at full stops between letters (law.The). What stays whole: numbers with their
// separators (3.14, 1,000, 1'000), acronyms (U.S.A), Hebrew words with geresh or gershayim inside.
#pragma once

#include <cstddef>
#include <string_view>

namespace gazette {

struct WordPart {
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;
    bool acronym = false;     // single letters with full stops between: the stops are no part of it
    bool has_letter = false;  // else a number
    // The part comes out the same when scanning begins at it.
    bool restartable = true;
};

// Finds the next part at or after `offset` and before `segment_end`, and moves `offset` behind it.
// False when there is none. A part is at most kMaxTokenBytes long.
bool next_word_part(std::string_view text,
                    std::size_t segment_end,
                    std::size_t& offset,
                    WordPart& part);

// ' ’ ‘ and what else is typed in their place.
bool is_apostrophe(char32_t code_point);
// . and its width and leader forms.
bool is_full_stop(char32_t code_point);

}  // namespace gazette
