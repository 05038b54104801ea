// Which scripts the words of a language are written in, as Unicode's CLDR says (through ICU).
#pragma once

#include "indexer/analysis/language.h"

#include <string_view>

namespace gazette {

// Whether a word of this language may begin with the first letter of `word`: Han for Chinese,
// Japanese and Korean, kana for Japanese alone. True where either has no script of its own
// (numbers, signs; the undetermined language). `word` is valid UTF-8. Thread-safe.
bool is_written_like(std::string_view word, const Language& language);

}  // namespace gazette
