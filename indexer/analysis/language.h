// The one table of languages: what each is called, how its words are folded and stemmed.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gazette {

// Index into the table. The numbers are written into indexes (as the mark of a stemmed term), so
// a number is never reused; new languages are added at the end. At most 63 have stemmers.
enum class LanguageId : std::uint8_t { und = 0 };

// What happens to combining marks when a term is made. The surface form always keeps them.
enum class MarkPolicy : std::uint8_t {
    keep,        // marks tell words apart: Vietnamese, Polish, Hindi, ...
    after_stem,  // the stemmer needs them, the stem drops them: French, English, ...
    before,  // dropped at once: Greek tonos, Arabic tashkeel, Hebrew niqqud. These go from words
             // of their script in every language; see fold.h.
};

// The script that a language's own words are written in: only these are stemmed.
enum class WordScript : std::uint8_t {
    any,
    latin,
    cyrillic,
    latin_or_cyrillic,  // Serbian writes both
    greek,
    arabic,
    hebrew,
    armenian,
    georgian,
    devanagari,
    bengali,
    tamil,
    telugu,
    ethiopic,
    other,  // the scripts of `character` tokens, and those that no stemmer is for
};

struct Language {
    LanguageId id = LanguageId::und;
    std::string_view tag;           // BCP 47 primary subtag: "en", "zh"; "und"
    std::string_view english_name;  // "German"
    std::string_view own_name;      // "Deutsch"
    std::string_view stemmer;       // Snowball's name, a light one's (light_stemmers.h), or empty
    MarkPolicy marks = MarkPolicy::keep;
    bool right_to_left = false;
    WordScript script = WordScript::any;
};

// The stemmer of arabic_stemmer.h, which is ours.
inline constexpr std::string_view kLightArabic = "light10";

// All rows, in order of id; row 0 is "und".
std::span<const Language> languages();

// The row of a BCP 47 tag ("zh-Hant-HK" finds "zh", "no" and "nn" find their own rows or the row
// that they share); row 0 where the table has none. Case does not count.
const Language& language_of(std::string_view tag);
const Language& language_of(LanguageId id);

}  // namespace gazette
