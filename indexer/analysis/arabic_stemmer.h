// A light stemmer for Arabic: takes the article, conjunctions and common endings off a word. The
// rules are those of "light10" (Larkey, Ballesteros, Connell: Light Stemming for Arabic
// Information Retrieval, 2007).
#pragma once

#include <string>
#include <string_view>

namespace gazette {

// `word` is folded and without marks (fold_script_variants). Thread-safe.
std::string stem_arabic(std::string_view word);

}  // namespace gazette
