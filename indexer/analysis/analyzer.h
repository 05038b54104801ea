// Text -> tokens: the one door to word breaking, folding and stemming. The indexer makes terms
// with it, the searcher query terms and highlights.
#pragma once

#include "indexer/analysis/language.h"
#include "indexer/analysis/token.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Receives tokens in order of position; tokens of one position come main stream first. Only a
// bigram may come late: directly before the second of its characters, so behind a symbol that
// stands between the two.
class TokenSink {
  public:
    virtual ~TokenSink() = default;
    virtual void token(const TokenView& token) = 0;
};

struct AnalysisOptions {
    // Position of the first main-stream token.
    std::uint32_t first_position = 0;
    // Leave out bigrams and dictionary words, which costs most for unspaced scripts: enough to
    // find where the tokens lie.
    bool main_stream_and_surface_only = false;
    // Unless empty: only the tokens at these ascending positions, main stream and surface, are made
    // out; the others are counted, and the text is read no further than to the last of them. Twice
    // as fast where a few are wanted.
    std::span<const std::uint32_t> only_at = {};
};

// What a word of a query stands for at one position. See query_tokens().
struct QueryVariant {
    std::string term;
    LanguageId stemmed_by = LanguageId::und;

    friend bool operator==(const QueryVariant&, const QueryVariant&) = default;
};

struct QueryToken {
    TokenClass token_class = TokenClass::word;  // of the main stream
    std::uint32_t position = 0;
    std::uint32_t begin = 0;  // bytes in the query text
    std::uint32_t end = 0;
    std::string surface;                 // folded as `surface` tokens are
    std::vector<QueryVariant> variants;  // main-stream terms, distinct, und first
    // A main-stream term `surface` that no stemmer made is always this very surface form: no mark
    // was dropped on the way. (False where e.g. Greek accents are dropped before indexing.)
    bool unstemmed_is_exact = true;
};

// Holds ICU iterators, stemmers and their caches: cheap to use, not to make (about 1 ms; memory as
// it is used, up to some 16 MB). Not for sharing: one for each thread. Throws AnalysisError
// (analysis_error.h) only when a library below does not work.
class Analyzer {
  public:
    Analyzer();
    ~Analyzer();
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;

    // `text` is valid UTF-8 (see repair_utf8) of less than 4 GiB. Returns the position after the
    // last token of the main stream: what first_position would be for a text that follows. (Behind
    // symbols at the end, which took the position of a token that did not come, one more.) With
    // `only_at`: behind the last token that was read.
    std::uint32_t analyze(std::string_view text,
                          LanguageId language,
                          const AnalysisOptions& options,
                          TokenSink& sink);

    std::vector<Token> analyze(std::string_view text, LanguageId language);

    // The main-stream tokens of a query's text, each with the terms that it may have in documents
    // of `languages` (and in documents of no known language): the same word is stemmed
    // differently in each. Positions start at 0. `text` is valid UTF-8.
    std::vector<QueryToken> query_tokens(std::string_view text,
                                         std::span<const LanguageId> languages);

    // The same of a word that the index holds as it is written: `surface` is the term of a surface
    // token, or a main-stream term that no stemmer made. Not for terms that were cut for their
    // length: what they were cut from is not known. Its place is the whole of `surface`.
    QueryToken written_word(std::string_view surface, std::span<const LanguageId> languages);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// Valid UTF-8 comes back as it is, with 0. Every maximal ill-formed sequence becomes U+FFFD
// (WHATWG's rule) and is counted in `repaired`.
std::string repair_utf8(std::string_view bytes, std::size_t* repaired = nullptr);

}  // namespace gazette
