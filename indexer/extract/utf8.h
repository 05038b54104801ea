// UTF-8 as extractors need it: check, repair, cut and tidy without moving anything else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gazette {

inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// What a well-formed sequence at the start of `text` says; length 0 for an ill-formed one, whose
// `bad_length` bytes (at least 1) are one replacement character (Unicode 15, section 3.9,
// "maximal subpart"). `text` must not be empty.
struct Utf8Step {
    std::size_t length = 0;
    std::size_t bad_length = 0;
    char32_t code_point = 0;
};
Utf8Step utf8_step(std::string_view text);

// How many bytes at the start of `text` are ASCII: what most text is passed by with.
std::size_t ascii_bytes(std::string_view text);

struct Utf8Census {
    std::size_t characters = 0;  // well-formed ones
    std::size_t multibyte = 0;   // of them, those outside ASCII
    std::size_t ill_formed = 0;
};
Utf8Census utf8_census(std::string_view text);
bool is_utf8(std::string_view text);

// A copy in which each ill-formed sequence is U+FFFD, and how many there were (added to
// `repaired`).
std::string repair_utf8(std::string_view text, std::size_t& repaired);

void append_utf8(std::string& out, char32_t code_point);

// The largest code point boundary at or before `offset`, in valid UTF-8.
std::size_t code_point_floor(std::string_view text, std::size_t offset);

// White space is that of Unicode (no-break and ideographic spaces too), and U+FEFF and U+200B.
bool is_blank(std::string_view text);
// Runs of white space and of control characters become one space; none is left at the ends.
std::string collapse_space(std::string_view text);
// `text` without white space at its ends.
std::string_view trim_space(std::string_view text);

// Han, kana and their punctuation: a line break in running text is not a space there. (Hangul is
// not among them: Korean puts spaces between words.)
bool joins_without_space(char32_t code_point);
// First and last code points of valid UTF-8; 0 for an empty text.
char32_t first_code_point(std::string_view text);
char32_t last_code_point(std::string_view text);

}  // namespace gazette
