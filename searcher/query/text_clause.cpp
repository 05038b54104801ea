// Ranking. A clause without two neighbouring characters is ranked by its slots. One with them:
//
//   第622章 Companies       第 622 章 compani       slots
//   香港公司                香港 港公 公司          bigrams, 0.5 each
//                           香港 公司               dictionary words, 1.0 each
//
// is ranked by its bigrams and dictionary words, and by each slot that no bigram covers as one
// word of weight 1.0. So a character alone counts only where it has no neighbour.

#include "searcher/query/text_clause.h"

#include "indexer/analysis/fold.h"
#include "indexer/format/adjacent_words.h"
#include "indexer/format/fields.h"
#include "searcher/query/patterned_text.h"
#include "searcher/query/slots.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// Keeps the first of equal groups.
class SeenGroups {
  public:
    bool is_new(const std::vector<std::string>& terms) { return seen_.insert(terms).second; }

  private:
    std::set<std::vector<std::string>> seen_;
};

class NarrowingGroups {
  public:
    void add(std::vector<std::string> terms) {
        if (seen_.is_new(terms)) groups.push_back(std::move(terms));
    }
    std::vector<std::vector<std::string>> groups;

  private:
    SeenGroups seen_;
};

// Also takes the dictionary words of the tokens that it is given.
class ScoredGroups : public TokenSink {
  public:
    void add(std::vector<std::string> terms, double weight) {
        if (seen_.is_new(terms)) groups.push_back({std::move(terms), weight});
    }
    void token(const TokenView& token) override {
        if (token.token_class == TokenClass::dictionary) add({index_term(token)}, kWordWeight);
    }
    std::vector<ScoredTerm> groups;

  private:
    SeenGroups seen_;
};

// Of tokens[i] and the character at the next position; empty for none.
std::string bigram_at(const std::vector<QueryToken>& tokens, std::size_t i) {
    const auto next = next_character(tokens, i);
    return next ? bigram_of(tokens[i], tokens[*next]) : std::string();
}

std::vector<std::vector<std::string>> narrowing_terms(const std::vector<QueryToken>& tokens,
                                                      const TextClause& clause) {
    NarrowingGroups narrowing;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (std::string bigram = bigram_at(tokens, i); !bigram.empty()) {
            narrowing.add({std::move(bigram)});
        }
        const Slot& slot = clause.slots[i];
        if (clause.title_only) {
            std::vector<std::string> copies;
            for (const std::string& term : slot.terms) copies.push_back(title_term(term));
            narrowing.add(std::move(copies));
        }
        if (slot.pattern || (slot.exact && tokens[i].token_class == TokenClass::word)) {
            narrowing.add(slot.form_terms);
        }
    }
    return std::move(narrowing.groups);
}

// The dictionary's term of a text that is one word of it; empty for others.
std::string term_of_dictionary_word(const std::string& text, Analyzer& analyzer) {
    class OneWord final : public TokenSink {
      public:
        void token(const TokenView& token) override {
            if (token.token_class != TokenClass::dictionary) return;
            if (token.begin != 0) return;
            end = token.end;
            term = index_term(token);
        }
        std::size_t end = 0;
        std::string term;
    };
    OneWord word;
    analyzer.analyze(text, LanguageId::und, {}, word);
    return word.end == text.size() ? word.term : std::string();
}

std::vector<std::uint32_t> adjacency_buckets(const std::vector<QueryToken>& tokens,
                                             const TextClause& clause) {
    std::vector<std::uint32_t> buckets;
    const Slot* before = nullptr;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (is_symbol(tokens[i])) continue;
        const Slot& slot = clause.slots[i];
        const bool word = tokens[i].token_class == TokenClass::word ||
                          tokens[i].token_class == TokenClass::number;
        const bool known = word && slot.exact && !slot.pattern && slot.surfaces.size() == 1;
        if (known && before != nullptr && before->offset + 1 == slot.offset) {
            buckets.push_back(adjacency_bucket(adjacency_key(before->surfaces.front()),
                                               adjacency_key(slot.surfaces.front())));
        }
        before = known ? &slot : nullptr;
    }
    return buckets;
}

std::vector<ScoredTerm> scored_terms(const std::string& text,
                                     const std::vector<QueryToken>& tokens,
                                     const TextClause& clause,
                                     Analyzer& analyzer) {
    ScoredGroups scored;
    bool after_bigram = false;  // the last character was the first of a bigram
    bool any_bigram = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        std::string bigram = bigram_at(tokens, i);
        const bool pair = !bigram.empty();
        if (!pair && !(after_bigram && is_character(tokens[i]))) {
            const Slot& slot = clause.slots[i];
            scored.add(slot.pattern ? slot.form_terms : slot.terms, kWordWeight);
        }
        if (pair) scored.add({std::move(bigram)}, kBigramWeight);
        any_bigram = any_bigram || pair;
        if (!is_symbol(tokens[i])) after_bigram = pair;
    }
    const bool any_pattern = std::any_of(
        clause.slots.begin(), clause.slots.end(), [](const Slot& slot) { return slot.pattern; });
    if (!any_bigram && !any_pattern) return {};
    if (any_bigram) analyzer.analyze(text, LanguageId::und, {}, scored);
    return std::move(scored.groups);
}

}  // namespace

std::variant<TextClause, QueryError> make_text_clause(const Node& node,
                                                      std::span<const LanguageId> scope,
                                                      const Vocabulary& vocabulary,
                                                      Analyzer& analyzer) {
    auto read = read_patterns(node, scope, vocabulary, analyzer);
    if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
    auto& text = std::get<PatternedText>(read);
    if (text.tokens.empty()) return nothing_to_search(node);
    TextClause clause;
    clause.title_only = node.title_only;
    clause.place = node.place;
    if (node.dial != Dial::stems) clause.dial = node.dial;
    const std::uint32_t first = text.tokens.front().position;
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        if (text.patterns[i]) {
            clause.slots.push_back(std::move(*text.patterns[i]));
            clause.slots.back().offset = text.tokens[i].position - first;
        } else {
            const QueryToken& token = text.tokens[i];
            clause.slots.push_back(make_slot(token, first));
            Slot& slot = clause.slots.back();
            slot.exact = (node.exact && node.dial != Dial::stems) || clause.dial != Dial::none;
            slot.spelling = spelling_of(
                clause.dial,
                std::string_view(text.readable).substr(token.begin, token.end - token.begin));
        }
        clause.exact = clause.exact || clause.slots.back().exact;
    }
    clause.narrowing_terms = narrowing_terms(text.tokens, clause);
    for (const std::string& word : node.whole_words) {
        std::string term = term_of_dictionary_word(word, analyzer);
        if (!term.empty()) clause.narrowing_terms.push_back({std::move(term)});
    }
    clause.adjacency_buckets = adjacency_buckets(text.tokens, clause);
    clause.scored_terms = scored_terms(text.readable, text.tokens, clause, analyzer);
    return clause;
}

std::string spelling_of(Dial dial, std::string_view word) {
    std::string spelling;
    if (dial == Dial::letter_case) fold_all_but_case(word, spelling);
    if (dial == Dial::script) fold_surface(word, Casing::common, false, spelling);
    return spelling;
}

QueryError nothing_to_search(const Node& node) {
    return {"nothing_to_search",
            "“" + node.text + "” has no letters, digits or other signs that can be searched for",
            "leave it out, or put it in quotation marks with the words around it",
            node.place};
}

}  // namespace gazette
