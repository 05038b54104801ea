// What a word of the index may look like to be one that a query asks for: regul*, organi?ation,
// *wechsel; word~.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Words are compared as they are written but for case and width: as surface tokens are.
class WordPattern {
  public:
    // In `pattern`, the bytes kAnyCharacters and kOneCharacter stand for wildcards; the rest is
    // UTF-8, folded as surface tokens are.
    static constexpr char kAnyCharacters = '\xFF';
    static constexpr char kOneCharacter = '\xFE';
    static WordPattern with_wildcards(std::string_view pattern);

    // Words that differ from `word` by at most one letter that is put in, left out, changed, or
    // changes places with the next; from kLongWordLetters letters on by two.
    static WordPattern similar_to(std::string_view word);

    bool matches(std::string_view word) const;

    // Bytes that every matching word begins with; may be empty.
    std::string_view beginning() const { return beginning_; }
    // Code points that are no wildcards.
    std::size_t fixed_characters() const { return fixed_characters_; }

  private:
    bool matches_wildcards(std::string_view word) const;
    bool is_similar(std::string_view word) const;

    std::string pattern_;
    std::string beginning_;
    std::size_t fixed_characters_ = 0;
    std::size_t most_edits_ = 0;     // similar_to
    std::vector<char32_t> letters_;  // similar_to: of the word
};

// Fewest edits that make `b` of `a`: a letter put in, left out or changed, or two neighbours
// exchanged (optimal string alignment). More than `most`: most + 1.
std::size_t edit_distance(const std::vector<char32_t>& a,
                          const std::vector<char32_t>& b,
                          std::size_t most);

std::vector<char32_t> code_points_of(std::string_view utf8);

}  // namespace gazette
