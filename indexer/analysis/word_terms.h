// A word as it stands in the text -> its terms. Words repeat: the answers are kept, up to a bound.
#pragma once

#include "indexer/analysis/language.h"
#include "indexer/analysis/token.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gazette {

// What stands beside the terms of a word that are kept.
struct KeptTerms {
    std::uint64_t term_hash = 0;  // XXH3-64
    std::uint64_t surface_hash = 0;
    TermNote term_note;
    TermNote surface_note;
};

struct WordTerms {
    std::string_view term;     // of the main stream; empty when nothing is left of the word
    std::string_view surface;  // empty where no `surface` token is due
    LanguageId stemmed_by = LanguageId::und;
    bool is_number = false;     // digits, and no letter
    bool is_text = false;       // one letter that stands for several words (U+FDFA): see `term`
    KeptTerms* kept = nullptr;  // of what is kept; valid until the next call
};

// Not thread-safe: one for each analyzer.
class WordTermsCache {
  public:
    WordTermsCache();
    ~WordTermsCache();

    // `word` is one part of a word segment, at most kMaxTokenBytes long. The views are valid until
    // the next call.
    WordTerms find(std::string_view word, bool acronym, LanguageId language) {
        return find(word, acronym, language, hash(word, acronym, language));
    }

    // For who knows some words before they are looked up, so that what is known of them has come
    // from memory by then: prefetch() for each, then prefetch_terms() for each, then find().
    static std::uint64_t hash(std::string_view word, bool acronym, LanguageId language);
    void prefetch(std::uint64_t hash) const;
    void prefetch_terms(std::uint64_t hash) const;
    WordTerms find(std::string_view word, bool acronym, LanguageId language, std::uint64_t hash);

    // The surface form, also where no `surface` token is due. The view is valid until the next
    // call.
    std::string_view surface(std::string_view word, bool acronym);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// Whether the language has an i with a dot and one without.
bool has_turkish_casing(const Language& language);

// `term`, cut as kMaxTermBytes says; `scratch` holds what is cut.
std::string_view bounded_term(std::string_view term, std::string& scratch);

}  // namespace gazette
