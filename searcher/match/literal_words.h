// A cheap proof that words stand in a text as they were typed, without analysing it.
#pragma once

#include <span>
#include <string_view>

namespace gazette {

// Whether the words, of a to z alone, stand one after the other in the text, letter for letter (the
// first letter of each may be a capital), with white space between them, and white space or the
// text's end around. Then they are tokens at consecutive positions with these surface forms, in
// every language. False says nothing.
bool words_stand_literally(std::string_view text, std::span<const std::string_view> words);

}  // namespace gazette
