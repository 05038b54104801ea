// Is a text surely in the language that its source says? A cheap look, so that the detector need
// not be asked about each document of an archive that declares its languages.
#pragma once

#include <string_view>

namespace gazette {

// True where the function words of the language (function_words.h) make up a fifth of the text, and
// far more of it than those of any other language that is not close (languages_are_close()). False
// says nothing: that the text is short, in another language, or in one without such words here.
// Looks at as much as detect_language() does. Thread-safe; the text may be any bytes.
bool is_surely_in(std::string_view tag, std::string_view utf8_text);

}  // namespace gazette
