// What the analyzer cuts a text into. Index terms, query terms and highlights all come from these
// tokens, so that they cannot disagree.
#pragma once

#include "indexer/analysis/language.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gazette {

// The first five classes are the main stream: every token of it has a position of its own, but for
// symbols, which share the position of the token that follows them (so that "costs 5 million" is
// found in "costs $5 million"). The last three carry the position of their first character or of
// the word they belong to; they are written without positions.
enum class TokenClass : std::uint8_t {
    word,        // letters; `term` is stemmed where the language has a stemmer
    number,      // digits, with the separators inside: "3.14", "1,000"
    symbol,      // § ¶ % ‰ and the currency signs
    emoji,       // one emoji sequence
    character,   // one code point of an unspaced script or Hangul: Han, kana, Thai, Lao, Khmer,
                 // Burmese and others that UAX #29 leaves to dictionaries; Han folded from
                 // Traditional to Simplified
    surface,     // the folded, unstemmed word; only where the word's term is stemmed or differs
    bigram,      // two `character` tokens at positions p and p+1
    dictionary,  // a word of an unspaced script as ICU's dictionary sees it: for ranking
};

inline constexpr int kTokenClasses = 8;

constexpr bool in_main_stream(TokenClass token_class) {
    return token_class <= TokenClass::character;
}

// "word", "number", ...: the names that `gazette tokens` and the golden files use.
std::string_view name_of(TokenClass token_class);

// What a sink may note of a term, so that it need not look for it again: the analyzer keeps the
// terms of common words, and gives the same note with a term (of the same class and stemmer) until
// it forgets both. Sinks of several kinds share it, so they say whose it is.
struct TermNote {
    std::uint32_t owner = 0;  // 0: nobody's
    std::uint32_t number = 0;
};

// A token as a sink sees it. `term` points into the analyzer's buffers and is valid only during
// the call. UTF-8, never empty, at most kMaxTermBytes long, without NUL.
struct TokenView {
    std::string_view term;
    TokenClass token_class = TokenClass::word;
    // Whose stemmer made `term`; LanguageId::und where none did. Only `word` tokens are stemmed.
    LanguageId stemmed_by = LanguageId::und;
    std::uint32_t position = 0;
    // Bytes in the text as given, on code point boundaries. Tokens that one code point expands to
    // (㍿) share its range.
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    // Analysis of text.substr(begin) with first_position = position gives this token and all later
    // ones of the main stream again: a checkpoint may stand here.
    bool restartable = false;
    // XXH3-64 of `term` where that is known already; else 0.
    std::uint64_t hash = 0;
    // Valid during the call; null where the term is not kept.
    TermNote* note = nullptr;
};

// A token that owns its term.
struct Token {
    std::string term;
    TokenClass token_class = TokenClass::word;
    LanguageId stemmed_by = LanguageId::und;
    std::uint32_t position = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool restartable = false;

    friend bool operator==(const Token&, const Token&) = default;
};

// A longer term is cut at a code point boundary and ends in '#' and 16 hex digits of the XXH3-64
// hash of the whole: it is still found, by exactly the same word.
inline constexpr std::size_t kMaxTermBytes = 160;

// A run of letters longer than this is cut into tokens of this many bytes (at code point
// boundaries) at consecutive positions, so that no single token is too large to show.
inline constexpr std::size_t kMaxTokenBytes = 1024;

}  // namespace gazette
