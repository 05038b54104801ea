// What readers of documents must know of a character: Unicode's properties, through ICU. All
// functions are thread-safe; code points outside Unicode have none of the properties.
#pragma once

namespace gazette {

bool is_letter(char32_t code_point);
bool is_digit(char32_t code_point);  // decimal digits of every script
bool is_lower_case(char32_t code_point);
bool is_upper_case(char32_t code_point);
// Letters of Arabic, Hebrew, Syriac, ...: written from right to left.
bool is_right_to_left(char32_t code_point);
// Nonspacing and enclosing marks: part of the letter before them.
bool is_mark(char32_t code_point);
// Private use, unassigned, surrogate or control (but for tab and line ends): no text.
bool is_no_text(char32_t code_point);

}  // namespace gazette
