// Ranking. A clause without two neighbouring characters is ranked by its slots. One with them:
//
//   第622章 Companies       第 622 章 compani       slots
//   香港公司                香港 港公 公司          bigrams, 0.5 each
//                           香港 公司               dictionary words, 1.0 each
//
// is ranked by its bigrams and dictionary words, and by each slot that no bigram covers as one
// word of weight 1.0. So a character alone counts only where it has no neighbour.

#include "searcher/query/text_clause.h"

#include "indexer/format/fields.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

bool is_character(const QueryToken& token) {
    return token.token_class == TokenClass::character;
}

// What a character is in the index: it has one form.
const std::string& character_of(const QueryToken& token) {
    return token.variants.front().term;
}

void add_distinct(std::vector<std::string>& terms, std::string term) {
    if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
        terms.push_back(std::move(term));
    }
}

template <typename Group>
void add_group(std::vector<Group>& groups, Group group) {
    const auto same = [&](const Group& other) {
        if constexpr (std::is_same_v<Group, ScoredTerm>) {
            return other.terms == group.terms;
        } else {
            return other == group;
        }
    };
    if (std::none_of(groups.begin(), groups.end(), same)) groups.push_back(std::move(group));
}

Slot make_slot(const QueryToken& token, std::uint32_t first_position) {
    Slot slot;
    slot.offset = token.position - first_position;
    for (const QueryVariant& variant : token.variants) {
        add_distinct(slot.terms, main_term(variant.term, variant.stemmed_by));
    }
    slot.surface = token.surface;
    slot.surface_term = surface_term(token.surface);
    slot.unstemmed_term = main_term(token.surface, LanguageId::und);
    slot.unstemmed_is_exact = token.unstemmed_is_exact;
    return slot;
}

// The bigram of tokens[i] and the character at the next position; empty for none.
std::string bigram_at(const std::vector<QueryToken>& tokens, std::size_t i) {
    if (i + 1 >= tokens.size()) return {};
    const QueryToken& left = tokens[i];
    const QueryToken& right = tokens[i + 1];
    const bool pair =
        is_character(left) && is_character(right) && right.position == left.position + 1;
    return pair ? bigram_term(character_of(left) + character_of(right)) : std::string();
}

std::vector<std::vector<std::string>> narrowing(const std::vector<QueryToken>& tokens,
                                                const TextClause& clause) {
    std::vector<std::vector<std::string>> groups;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (std::string bigram = bigram_at(tokens, i); !bigram.empty()) {
            add_group(groups, {std::move(bigram)});
        }
        const Slot& slot = clause.slots[i];
        if (clause.title_only) {
            std::vector<std::string> copies;
            for (const std::string& term : slot.terms) copies.push_back(title_term(term));
            add_group(groups, std::move(copies));
        }
        if (clause.exact && tokens[i].token_class == TokenClass::word) {
            add_group(groups, {slot.surface_term, slot.unstemmed_term});
        }
    }
    return groups;
}

class DictionaryWords : public TokenSink {
  public:
    explicit DictionaryWords(std::vector<ScoredTerm>& scored) : scored_(scored) {}
    void token(const TokenView& token) override {
        if (token.token_class != TokenClass::dictionary) return;
        add_group(scored_, ScoredTerm{{index_term(token)}, kWordWeight});
    }

  private:
    std::vector<ScoredTerm>& scored_;
};

std::vector<ScoredTerm> scored_terms(const Node& node,
                                     const std::vector<QueryToken>& tokens,
                                     const TextClause& clause,
                                     Analyzer& analyzer) {
    std::vector<ScoredTerm> scored;
    bool covered_before = false;
    bool any_bigram = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::string bigram = bigram_at(tokens, i);
        const bool covered = !bigram.empty();
        any_bigram = any_bigram || covered;
        if (!covered && !covered_before) {
            add_group(scored, ScoredTerm{clause.slots[i].terms, kWordWeight});
        }
        if (covered) add_group(scored, ScoredTerm{{std::move(bigram)}, kBigramWeight});
        covered_before = covered;
    }
    if (!any_bigram) return {};
    DictionaryWords sink(scored);
    analyzer.analyze(node.text, LanguageId::und, {}, sink);
    return scored;
}

}  // namespace

std::optional<TextClause> make_text_clause(const Node& node,
                                           std::span<const LanguageId> scope,
                                           Analyzer& analyzer) {
    const std::vector<QueryToken> tokens = analyzer.query_tokens(node.text, scope);
    if (tokens.empty()) return std::nullopt;
    TextClause clause;
    clause.exact = node.exact;
    clause.title_only = node.title_only;
    clause.place = node.place;
    for (const QueryToken& token : tokens) {
        clause.slots.push_back(make_slot(token, tokens.front().position));
    }
    clause.narrowing_terms = narrowing(tokens, clause);
    clause.scored_terms = scored_terms(node, tokens, clause, analyzer);
    return clause;
}

}  // namespace gazette
