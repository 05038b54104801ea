#include "searcher/query/any_words.h"

#include "indexer/analysis/character_run.h"
#include "indexer/analysis/utf8.h"
#include "indexer/format/fields.h"
#include "searcher/query/slots.h"
#include "searcher/query/text_clause.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

// The dictionary words of a text, by the position of their first character.
class DictionaryWords : public TokenSink {
  public:
    void token(const TokenView& token) override {
        if (token.token_class != TokenClass::dictionary) return;
        terms_[token.position].push_back(index_term(token));
        ranges_.push_back({token.begin, token.end});
    }
    bool cover(std::uint32_t byte) const {
        return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& range) {
            return range.first <= byte && byte < range.second;
        });
    }
    const std::vector<std::string>& beginning_at(std::uint32_t position) const {
        static const std::vector<std::string> none;
        const auto found = terms_.find(position);
        return found == terms_.end() ? none : found->second;
    }

  private:
    std::unordered_map<std::uint32_t, std::vector<std::string>> terms_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges_;
};

// Clauses by what they ask for, so that a word which comes again is found again.
class Clauses {
  public:
    void add(TextClause clause, std::vector<ScoredTerm> scored) {
        std::vector<std::vector<std::string>> key;
        for (const Slot& slot : clause.slots) key.push_back(slot.terms);
        const auto [at, is_new] = places_.emplace(std::move(key), clauses_.size());
        if (is_new) {
            clause.scored_terms = std::move(scored);
            clauses_.push_back(std::move(clause));
            return;
        }
        std::vector<ScoredTerm>& all = clauses_[at->second].scored_terms;
        for (ScoredTerm& term : scored) {
            const auto same = std::find_if(all.begin(), all.end(), [&](const ScoredTerm& other) {
                return other.terms == term.terms;
            });
            if (same == all.end()) {
                all.push_back(std::move(term));
            } else {
                same->weight += term.weight;
            }
        }
    }
    std::vector<TextClause> take() && { return std::move(clauses_); }

  private:
    std::map<std::vector<std::vector<std::string>>, std::size_t> places_;
    std::vector<TextClause> clauses_;
};

// Whether a character says something by itself: one of Han does, one of kana, Hangul or Thai does
// not.
bool is_telling(const QueryToken& token) {
    if (!is_character(token)) return true;
    std::size_t offset = 0;
    return is_han(next_code_point(token.variants.front().term, offset));
}

}  // namespace

std::vector<TextClause> make_any_words(const Node& node,
                                       std::span<const LanguageId> scope,
                                       Analyzer& analyzer) {
    const std::vector<QueryToken> tokens = analyzer.query_tokens(node.text, scope);
    DictionaryWords dictionary;
    analyzer.analyze(node.text, LanguageId::und, {}, dictionary);
    Clauses clauses;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        TextClause clause;
        clause.place = node.place;
        clause.slots.push_back(make_slot(tokens[i], tokens[i].position));
        const auto next = next_character(tokens, i);
        if (is_telling(tokens[i]) && !dictionary.cover(tokens[i].begin)) {
            clauses.add(clause, {{clause.slots.front().terms, kWordWeight}});
        }
        if (!next) continue;
        const std::string pair = bigram_of(tokens[i], tokens[*next]);
        clause.slots.push_back(make_slot(tokens[*next], tokens[i].position));
        clause.narrowing_terms.push_back({pair});
        std::vector<ScoredTerm> scored = {{{pair}, kBigramWeight}};
        for (const std::string& word : dictionary.beginning_at(tokens[i].position)) {
            scored.push_back({{word}, kWordWeight});
        }
        clauses.add(std::move(clause), std::move(scored));
    }
    return std::move(clauses).take();
}

}  // namespace gazette
