// Words that hold sentences together: articles, prepositions, pronouns, conjunctions. Nearly every
// text of a language has them, so that a word which a stemmer takes for one would find all of it.
#pragma once

#include <string_view>

namespace gazette {

// The function words of a language, in lower case, parted by spaces; empty where none
// are listed, as for languages without a stemmer. Left out are those that are other words too, of
// which other forms should be found ("will", "own", "may"). Of static storage.
std::string_view function_words(std::string_view language_tag);

}  // namespace gazette
