// Stems a word of one language: Snowball's (libstemmer), and light ones of our own.
#pragma once

#include "indexer/analysis/language.h"

#include <memory>
#include <string>
#include <string_view>

namespace gazette {

// Not thread-safe: one for each analyzer. Stemmers are opened when first used.
class Stemmer {
  public:
    Stemmer();
    ~Stemmer();

    // Whether the language has a stemmer and this word is one for it: letters of the language's
    // own script, and no digits. `word` is folded.
    static bool applies(std::string_view word, const Language& language);

    // The stem of a word that it applies to; the word itself where the stem would be empty.
    void stem(std::string_view word, const Language& language, std::string& out);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
