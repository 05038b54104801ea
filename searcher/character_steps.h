// Counting the characters (code points) of UTF-8, and stepping over them. Of bytes that are not
// UTF-8, a character is a byte that continues none, with those behind it that do.
#pragma once

#include <cstddef>
#include <string_view>

namespace gazette {

std::size_t count_characters(std::string_view text);

// Where the character begins that is so many before or after the one at byte `at`: `at` itself for
// none, the text's edge where there are fewer. `at` lies in the text or at its end.
std::size_t characters_before(std::string_view text, std::size_t at, std::size_t characters);
std::size_t characters_after(std::string_view text, std::size_t at, std::size_t characters);

}  // namespace gazette
