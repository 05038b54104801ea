// Every bound of a query, with its reason. Over a bound a query is an error with the number in
// it, never a cut query.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gazette::query_limits {

// As typed, and in the canonical form.
inline constexpr std::size_t kMaxQueryBytes = 8192;
// Brackets inside each other as typed, and operators inside each other in the tree, each. Xapian's
// matcher recurses over the tree.
inline constexpr std::size_t kMaxQueryDepth = 32;
// Leaves of the tree: words, quotations, values.
inline constexpr std::size_t kMaxQueryTerms = 1000;
// Different terms of the index that a query stands for, all together. A word of an index in 20
// languages has some 20 of them, so this is a quotation of 450 words, or any of characters. An OR
// of 10,000 terms was fine in Xapian 1.4.22, one of 100,000 did not end within 20 seconds.
inline constexpr std::size_t kMaxIndexTerms = 10'000;
// Letters and digits that a pattern must give.
inline constexpr std::size_t kMinFixedLetters = 3;
// From so many words on, or so many characters in one run of a script without spaces, words side by
// side may be a question, of which no document has every word. Fewer are meant as they are typed.
inline constexpr std::size_t kMinQuestionWords = 4;
inline constexpr std::size_t kMinQuestionCharacters = 7;
// Words of the index that one pattern may stand for.
inline constexpr std::size_t kMaxExpansions = 1000;
// From so many letters on, a spelling neighbour may differ in two places, below in one.
inline constexpr std::size_t kLongWordLetters = 6;
inline constexpr std::uint32_t kMaxNearDistance = 255;
// Of atleast5(word).
inline constexpr std::uint32_t kMaxAtLeast = 255;
// Connectors by words inside each other, as in the chain a w/5 b w/5 c, which has two. What they
// cost grows with the square of what they reach over.
inline constexpr std::size_t kMaxNearDepth = 8;
// Words and phrases that one /s, /p or /sec joins: that they are different words of the text is
// found by looking at all sets of them.
inline constexpr std::size_t kMaxTogether = 10;

}  // namespace gazette::query_limits
