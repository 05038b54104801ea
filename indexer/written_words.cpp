#include "indexer/written_words.h"

#include "indexer/analysis/word_terms.h"
#include "indexer/format/adjacent_words.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace gazette {
namespace {

// Of longer documents it is not kept in which form words stand: 12 bytes of memory each.
constexpr std::size_t kMostWords = std::size_t{1} << 20;

constexpr std::size_t kBytesAWord = 8;
constexpr std::size_t kMostFirstSlots = std::size_t{1} << 14;

// Which is the hash that tokens carry.
std::uint64_t key_of(const TokenView& token) {
    return token.hash != 0 ? token.hash : adjacency_key(token.term);
}

// Terms of two stemmers are two, spelled alike or not.
std::uint64_t term_key(std::uint64_t hash, LanguageId stemmed_by) {
    constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
    return hash ^ (static_cast<std::uint64_t>(stemmed_by) + 1) * kMultiplier;
}

}  // namespace

// Turkish has two letters for the i of a surface form, so that a form may have several terms.
WrittenWords::WrittenWords(LanguageId language, std::size_t text_bytes)
    : slots_(std::bit_ceil(std::clamp<std::size_t>(text_bytes / kBytesAWord, 64, kMostFirstSlots)),
             0),
      known_(!has_turkish_casing(language_of(language))) {}

void WrittenWords::token(const TokenView& token) {
    switch (token.token_class) {
        case TokenClass::word:
        case TokenClass::number:
            end_word();
            if (token.stemmed_by != LanguageId::und) {
                if (stemmed_by_ == LanguageId::und) stemmed_by_ = token.stemmed_by;
                known_ = known_ && stemmed_by_ == token.stemmed_by;
            }
            last_.surface_key = key_of(token);
            last_.term_key = term_key(last_.surface_key, token.stemmed_by);
            last_.position = token.position;
            last_.known = true;
            break;
        case TokenClass::surface:
            last_.surface_key = key_of(token);
            break;
        default:
            break;
    }
}

void WrittenWords::end_word() {
    if (!last_.known) return;
    if (before_.known && before_.position + 1 == last_.position) {
        buckets_.push_back(adjacency_bucket(before_.surface_key, last_.surface_key));
    }
    if (known_) put_down(last_);
    before_ = std::exchange(last_, {});
}

void WrittenWords::put_down(const Word& word) {
    if (places_.size() == kMostWords) {
        known_ = false;
        return;
    }
    const std::uint32_t number = forms_of(word.term_key);
    add_form(forms_[number], word.surface_key);
    places_.push_back({word.position, number, form_of(word.surface_key)});
}

std::uint32_t WrittenWords::forms_of(std::uint64_t term_key) {
    if (2 * forms_.size() >= slots_.size()) grow();
    std::size_t at = term_key & (slots_.size() - 1);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
        if (forms_[slots_[at] - 1].term_key == term_key) return slots_[at] - 1;
    }
    forms_.push_back({term_key});
    slots_[at] = static_cast<std::uint32_t>(forms_.size());
    return slots_[at] - 1;
}

void WrittenWords::grow() {
    std::vector<std::uint32_t> slots(2 * slots_.size(), 0);
    for (std::uint32_t i = 0; i < forms_.size(); ++i) {
        std::size_t at = forms_[i].term_key & (slots.size() - 1);
        while (slots[at] != 0) at = (at + 1) & (slots.size() - 1);
        slots[at] = i + 1;
    }
    slots_ = std::move(slots);
}

void WrittenWords::add_form(Forms& forms, std::uint64_t surface_key) {
    if (!forms.used) {
        forms.used = true;
        forms.first = surface_key;
        return;
    }
    if (forms.first == surface_key) return;
    bool clash = form_of(forms.first) == form_of(surface_key);
    for (std::uint32_t at = forms.others; at != 0; at = others_[at - 1].next) {
        const std::uint64_t other = others_[at - 1].surface_key;
        if (other == surface_key) return;
        clash = clash || form_of(other) == form_of(surface_key);
    }
    forms.numbers_clash = forms.numbers_clash || clash;
    others_.push_back({surface_key, forms.others});
    forms.others = static_cast<std::uint32_t>(others_.size());
}

std::vector<std::uint32_t> WrittenWords::take_adjacent() {
    end_word();
    before_ = {};
    return std::exchange(buckets_, {});
}

WordFormsOfDocument WrittenWords::take_forms() {
    end_word();
    if (!known_) return std::nullopt;
    std::vector<FormPlace> several;
    for (const Place& place : places_) {
        const Forms& forms = forms_[place.forms];
        if (forms.others == 0) continue;
        several.push_back({place.position, forms.numbers_clash ? std::uint8_t{0} : place.form});
    }
    return several;
}

}  // namespace gazette
