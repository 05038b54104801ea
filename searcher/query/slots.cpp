#include "searcher/query/slots.h"

#include "indexer/format/fields.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

void add_distinct(std::vector<std::string>& terms, std::string term) {
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
        terms.push_back(std::move(term));
    }
}

// What a character is in the index: it has one form.
const std::string& character_of(const QueryToken& token) {
    return token.variants.front().term;
}

}  // namespace

bool is_character(const QueryToken& token) {
    return token.token_class == TokenClass::character;
}

bool is_symbol(const QueryToken& token) {
    return token.token_class == TokenClass::symbol;
}

Slot make_slot(const QueryToken& token, std::uint32_t first_position) {
    Slot slot;
    slot.offset = token.position - first_position;
    for (const QueryVariant& variant : token.variants) {
        add_distinct(slot.terms, main_term(variant.term, variant.stemmed_by));
    }
    slot.surfaces = {token.surface};
    slot.form_terms = {surface_term(token.surface), main_term(token.surface, LanguageId::und)};
    slot.sure_form_terms = slot.form_terms;
    if (!token.unstemmed_is_exact) slot.sure_form_terms.pop_back();
    slot.symbol = is_symbol(token);
    return slot;
}

std::optional<std::size_t> next_character(std::span<const QueryToken> tokens, std::size_t i) {
    if (!is_character(tokens[i])) return std::nullopt;
    std::size_t next = i + 1;
    while (next < tokens.size() && is_symbol(tokens[next])) ++next;
    if (next == tokens.size() || !is_character(tokens[next])) return std::nullopt;
    if (tokens[next].position != tokens[i].position + 1) return std::nullopt;
    return next;
}

std::string bigram_of(const QueryToken& first, const QueryToken& second) {
    return bigram_term(character_of(first) + character_of(second));
}

}  // namespace gazette
