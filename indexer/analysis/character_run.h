// Takes a run (Han, kana, Hangul, Thai, ...) apart into the characters that its tokens are.
//
//   text       ｶ ﾞ  內  㐂  ㄱ ㅏ        half-width ka + voiced mark, Traditional, two jamo
//   character  ガ   内  㐂  가            one token each; the first and last cover two code points
//
// Each code point is folded by itself (NFKC case fold, then the one form of its Han variants), but
// for a few that melt with their neighbours: those are folded together and their characters share
// one range.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gazette {

struct RunCharacter {
    char32_t folded = 0;
    std::uint32_t begin = 0;  // bytes in the text
    std::uint32_t end = 0;
    bool restartable = true;  // false for all but the first of those that share a range
};

// Code points that are folded together at most.
inline constexpr std::size_t kMaxClusterCodePoints = 32;

// Appends the characters of text[offset, run_end) to `characters`, stopping at the first cluster
// that ends when there are `limit` or more. Returns where it stopped.
std::size_t read_run(std::string_view text,
                     std::size_t offset,
                     std::size_t run_end,
                     std::size_t limit,
                     std::vector<RunCharacter>& characters);

// The one form of a Han character's variants: see han_folds.h.
char32_t fold_han(char32_t code_point);

// Of the script Han.
bool is_han(char32_t code_point);

// What is written for 〇 in numbers; the scanner decides where it is one.
constexpr bool is_circle(char32_t code_point) {
    return code_point == 0x25CB;
}

}  // namespace gazette
