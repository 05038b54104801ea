// Light stemmers of our own, for languages that Snowball 2.2 has none for: Polish, Czech, Slovak,
// Slovenian, Ukrainian, Bulgarian, Persian, Hebrew.
//
// They take off the endings of nouns and adjectives, which is what is searched for, and make alike
// what a stem ends in before different endings (Polish ręka, ręce; Czech právo, právech), after the
// rules of the languages' grammars. Verbs keep most of their forms apart. How much that brings
// together, and what it confuses, is in docs/benchmarks.md.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace gazette {

// What the names of these stemmers begin with.
inline constexpr std::string_view kLightStemmers = "light-";

// How one language's words are stemmed. Thread-safe.
class LightStemmer {
  public:
    virtual ~LightStemmer() = default;
    // `word` is folded as terms are (fold.h), of the language's own letters. Never empty for a word
    // that is not.
    virtual std::string stem(std::string_view word) const = 0;
};

// The one of a row of the language table: "light-pl". Null for other names; of static storage.
const LightStemmer* light_stemmer(std::string_view name);

}  // namespace gazette
