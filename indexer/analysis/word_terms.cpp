#include "indexer/analysis/word_terms.h"

#include "indexer/analysis/fold.h"
#include "indexer/analysis/function_words.h"
#include "indexer/analysis/same_bytes.h"
#include "indexer/analysis/stemmer.h"
#include "indexer/analysis/token.h"
#include "indexer/analysis/utf8.h"

#include <unicode/uchar.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>
#include <sstream>
#include <unordered_set>
#include <vector>

namespace gazette {
namespace {

// Longer words are rare and not worth a place.
constexpr std::size_t kMaxCachedBytes = 64;
// When the slots or the bytes are used up, the cache begins anew. A text of news has some 10,000
// different words in a megabyte.
constexpr std::size_t kSlots = std::size_t{1} << 17;
constexpr std::size_t kMaxEntries = kSlots / 2;
constexpr std::size_t kMaxArenaBytes = std::size_t{8} << 20;
// Of the longest word that is kept.
constexpr std::size_t kMaxEntryBytes =
    sizeof(KeptTerms) + kMaxCachedBytes + 2 * kMaxTermBytes + alignof(KeptTerms);

struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t arena = 0;  // a KeptTerms, word, term, surface stand there one after the other
    std::uint8_t word_bytes = 0;
    std::uint8_t term_bytes = 0;
    std::uint8_t surface_bytes = 0;
    std::uint8_t language = 0;
    LanguageId stemmed_by = LanguageId::und;
    bool used = false;
    bool acronym = false;
    bool is_number = false;
    bool is_text = false;
};

bool holds_letter_or_number(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto c = static_cast<UChar32>(next_code_point(text, offset));
        if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0) return true;
    }
    return false;
}

bool holds_letter(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto c = static_cast<UChar32>(next_code_point(text, offset));
        if ((U_GET_GC_MASK(c) & U_GC_L_MASK) != 0) return true;
    }
    return false;
}

}  // namespace

bool has_turkish_casing(const Language& language) {
    return language.tag == "tr" || language.tag == "az";
}

std::string_view bounded_term(std::string_view term, std::string& scratch) {
    if (term.size() <= kMaxTermBytes) return term;
    constexpr std::size_t kTail = 1 + 16;  // '#', hash
    std::size_t cut = kMaxTermBytes - kTail;
    while (cut > 0 && is_continuation_byte(term[cut])) --cut;
    std::string bounded(term.substr(0, cut));
    bounded.push_back('#');
    const auto hash = static_cast<std::uint64_t>(XXH3_64bits(term.data(), term.size()));
    for (int shift = 60; shift >= 0; shift -= 4) {
        bounded.push_back("0123456789abcdef"[(hash >> shift) & 0xF]);
    }
    scratch = std::move(bounded);
    return scratch;
}

// The function words of a language, and their stems.
struct FunctionWords {
    bool made = false;
    std::unordered_set<std::string> words;
    std::unordered_set<std::string> stems;
};

// Ends the stem of what is no function word and has the stem of one. No stem has it otherwise.
constexpr char kOtherThanFunctionWord = '+';

struct WordTermsCache::State {
    Stemmer stemmer;
    std::vector<FunctionWords> function_words = std::vector<FunctionWords>(languages().size());
    std::vector<Slot> slots = std::vector<Slot>(kSlots);
    std::unique_ptr<std::byte[]> arena =
        std::make_unique_for_overwrite<std::byte[]>(kMaxArenaBytes);
    std::size_t arena_bytes = 0;
    std::size_t entries = 0;
    std::string surface;
    std::string plain;  // without the script's variants
    std::string term;
    std::string scratch;
    std::string surface_scratch;

    WordTerms make(std::string_view word, bool acronym, const Language& language);
    void stem(const std::string& word, const Language& language, std::string& out);
    const FunctionWords& function_words_of(const Language& language);
    void keep(Slot& slot, std::string_view word, const WordTerms& terms);
    WordTerms view(const Slot& slot) const;
    const char* text_of(const Slot& slot) const {
        return reinterpret_cast<const char*>(arena.get() + slot.arena + sizeof(KeptTerms));
    }
};

WordTermsCache::WordTermsCache() : state_(std::make_unique<State>()) {}

WordTermsCache::~WordTermsCache() = default;

WordTerms WordTermsCache::State::make(std::string_view word,
                                      bool acronym,
                                      const Language& language) {
    fold_surface(word, Casing::common, acronym, surface);
    if (!holds_letter_or_number(surface)) return {};
    WordTerms terms;
    if (surface.find(' ') != std::string::npos) {
        terms.is_text = true;
        terms.term = bounded_term(surface, scratch);
        return terms;
    }
    terms.is_number = !holds_letter(surface);
    if (terms.is_number) {
        terms.term = bounded_term(surface, scratch);
        return terms;
    }
    if (has_turkish_casing(language)) {
        fold_surface(word, Casing::turkish, acronym, plain);
    } else if (language.tag != "vi" || !fold_vietnamese_tone(surface, plain)) {
        fold_script_variants(surface, plain);
    }
    if (Stemmer::applies(plain, language)) {
        terms.stemmed_by = language.id;
        stem(plain, language, term);
        const FunctionWords& few = function_words_of(language);
        if (few.stems.contains(term) && !few.words.contains(plain)) term += kOtherThanFunctionWord;
    } else {
        term = plain.empty() ? surface : plain;
    }
    terms.term = bounded_term(term, scratch);
    if (terms.stemmed_by != LanguageId::und || term != surface) {
        terms.surface = bounded_term(surface, surface_scratch);
    }
    return terms;
}

void WordTermsCache::State::stem(const std::string& word,
                                 const Language& language,
                                 std::string& out) {
    stemmer.stem(word, language, out);
    if (language.marks == MarkPolicy::after_stem) drop_marks(std::string(out), out);
    if (out.empty()) out = word;
}

const FunctionWords& WordTermsCache::State::function_words_of(const Language& language) {
    FunctionWords& row = function_words[static_cast<std::size_t>(language.id)];
    if (row.made) return row;
    row.made = true;
    std::istringstream words{std::string(gazette::function_words(language.tag))};
    std::string folded;
    std::string word;
    for (std::string listed; words >> listed;) {
        std::string made;
        fold_surface(listed, Casing::common, false, folded);
        fold_script_variants(folded, word);
        stem(word, language, made);
        row.stems.insert(std::move(made));
        row.words.insert(word);
    }
    return row;
}

void WordTermsCache::State::keep(Slot& slot, std::string_view word, const WordTerms& terms) {
    slot.arena = static_cast<std::uint32_t>(arena_bytes);
    slot.word_bytes = static_cast<std::uint8_t>(word.size());
    slot.term_bytes = static_cast<std::uint8_t>(terms.term.size());
    slot.surface_bytes = static_cast<std::uint8_t>(terms.surface.size());
    slot.stemmed_by = terms.stemmed_by;
    slot.is_number = terms.is_number;
    slot.is_text = terms.is_text;
    slot.used = true;
    std::byte* const begin = arena.get() + arena_bytes;
    auto* const kept = new (begin) KeptTerms;
    kept->term_hash = XXH3_64bits(terms.term.data(), terms.term.size());
    kept->surface_hash = XXH3_64bits(terms.surface.data(), terms.surface.size());
    std::byte* at = begin + sizeof(KeptTerms);
    for (const std::string_view text : {word, terms.term, terms.surface}) {
        if (!text.empty()) std::memcpy(at, text.data(), text.size());
        at += text.size();
    }
    const auto bytes = static_cast<std::size_t>(at - begin);
    arena_bytes += (bytes + alignof(KeptTerms) - 1) / alignof(KeptTerms) * alignof(KeptTerms);
    ++entries;
}

WordTerms WordTermsCache::State::view(const Slot& slot) const {
    const char* const term_begin = text_of(slot) + slot.word_bytes;
    WordTerms terms;
    terms.term = {term_begin, slot.term_bytes};
    terms.surface = {term_begin + slot.term_bytes, slot.surface_bytes};
    terms.stemmed_by = slot.stemmed_by;
    terms.is_number = slot.is_number;
    terms.is_text = slot.is_text;
    terms.kept = std::launder(reinterpret_cast<KeptTerms*>(arena.get() + slot.arena));
    return terms;
}

std::uint64_t WordTermsCache::hash(std::string_view word, bool acronym, LanguageId language) {
    const auto language_byte = static_cast<std::uint8_t>(language);
    return XXH3_64bits_withSeed(word.data(), word.size(), language_byte * 2U + (acronym ? 1U : 0U));
}

void WordTermsCache::prefetch(std::uint64_t hash) const {
    __builtin_prefetch(&state_->slots[hash & (kSlots - 1)]);
}

void WordTermsCache::prefetch_terms(std::uint64_t hash) const {
    const Slot& slot = state_->slots[hash & (kSlots - 1)];
    if (!slot.used) return;
    __builtin_prefetch(state_->arena.get() + slot.arena);
    __builtin_prefetch(state_->text_of(slot) + slot.word_bytes + slot.term_bytes);
}

WordTerms WordTermsCache::find(std::string_view word,
                               bool acronym,
                               LanguageId language,
                               std::uint64_t hash) {
    static_assert(kMaxTermBytes <= 255);
    State& state = *state_;
    if (word.size() > kMaxCachedBytes) return state.make(word, acronym, language_of(language));
    const auto language_byte = static_cast<std::uint8_t>(language);
    const auto short_hash = static_cast<std::uint32_t>(hash >> 32);
    std::size_t index = hash & (kSlots - 1);
    while (state.slots[index].used) {
        const Slot& slot = state.slots[index];
        if (slot.hash == short_hash && slot.language == language_byte && slot.acronym == acronym &&
            same_bytes({state.text_of(slot), slot.word_bytes}, word)) {
            return state.view(slot);
        }
        index = (index + 1) & (kSlots - 1);
    }
    const WordTerms terms = state.make(word, acronym, language_of(language));
    if (state.entries >= kMaxEntries || state.arena_bytes + kMaxEntryBytes > kMaxArenaBytes) {
        std::fill(state.slots.begin(), state.slots.end(), Slot{});
        state.arena_bytes = 0;
        state.entries = 0;
        index = hash & (kSlots - 1);
    }
    Slot& slot = state.slots[index];
    slot.hash = short_hash;
    slot.language = language_byte;
    slot.acronym = acronym;
    state.keep(slot, word, terms);
    return state.view(slot);
}

std::string_view WordTermsCache::surface(std::string_view word, bool acronym) {
    State& state = *state_;
    fold_surface(word, Casing::common, acronym, state.surface);
    // as make() does
    state.surface.erase(0, state.surface.find_first_not_of('\''));
    return bounded_term(state.surface, state.surface_scratch);
}

}  // namespace gazette
