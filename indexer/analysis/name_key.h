// What two ways of writing one name have in common: of a title, an identifier or a citation.
//
//   Personal Data (Privacy) Ordinance     personaldataprivacyordinance
//   Règlement (UE) n° 2016/679            reglementue2016.679
//   第四百八十六章, 第486章, Cap. 486      cap486
//
// Letters and numbers count, folded in case, width and script (Traditional to Simplified, accents,
// letter variants of Arabic and Hebrew); spaces and punctuation do not, but that two numbers stay
// two. Chinese numerals behind 第 are numbers; "No." before a number is nothing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Longer names are no names: their key is empty.
inline constexpr std::size_t kMaxNameBytes = 2048;

// A run of letters or of digits, folded.
struct NamePiece {
    std::string text;
    bool is_number = false;
};

// `text` is valid UTF-8. Thread-safe. Empty where there is no letter or number.
std::vector<NamePiece> name_pieces(std::string_view text);
std::string name_key(const std::vector<NamePiece>& pieces);
std::string name_key(std::string_view text);

// The number that a text begins with: 四百八十六, 四八六, 486. `bytes` is how long it is, 0 for
// none. A number over a million is none.
struct HanNumber {
    unsigned value = 0;
    std::size_t bytes = 0;
};
HanNumber han_number(std::string_view text);

// 486 as 四百八十六; below 10,000.
std::string han_numeral(unsigned value);

}  // namespace gazette
