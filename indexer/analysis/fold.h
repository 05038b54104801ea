// Folding: what makes two spellings one term. Three steps, each on the result of the one before:
//
//   surface   NFKC case folding, every script's decimal digits to ASCII, dotless i to i; what is no
//             spelling is dropped: soft hyphens and other ignorables, tatweel, Cyrillic stress
//             marks, Arabic and Hebrew vowel points, enclosing marks. The same in every language.
//   script    marks and letter variants that writers of a script use or leave out: Greek accents;
//             hamza on alef, the forms of yeh and kaf. The
//             same in every language, because an Arabic word may stand in an English text.
//   language  Turkish and Azeri casing (instead of the first step's), the place of Vietnamese tone
//             marks, and the marks that MarkPolicy::after_stem drops.
//
// All functions are thread-safe. `out` is overwritten.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

enum class Casing { common, turkish };

// `word` is a part of a word segment. `stops` drops the full stops of an acronym.
void fold_surface(std::string_view word, Casing casing, bool drop_full_stops, std::string& out);

// The surface step without the folding of case: what `case:Polish` compares. A dotless i stays.
void fold_all_but_case(std::string_view word, std::string& out);

// True when fold_script_variants() can change words with this one's letters.
bool has_script_variants(std::string_view surface);
void fold_script_variants(std::string_view surface, std::string& out);

// Vietnamese writes the tone of an open oa, oe, uy on either vowel: hoà is hòa, uỷ is ủy. True,
// with the mark moved to the first, for a word that ends so; false, and `out` is `surface`, else.
bool fold_vietnamese_tone(std::string_view surface, std::string& out);
// Whether fold_vietnamese_tone() turns another word into this one.
bool is_vietnamese_tone_fold(std::string_view surface);

// Drops all nonspacing marks: é to e.
void drop_marks(std::string_view word, std::string& out);

// A compatibility character as the text that it stands for: ½ to "1⁄2", ㍿ to 株式会社.
void fold_compatible(std::string_view character, std::string& out);

// A sign or an emoji without its variation selectors.
void fold_sign(std::string_view sign, std::string& out);

}  // namespace gazette
