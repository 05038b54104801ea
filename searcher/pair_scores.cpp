#include "searcher/pair_scores.h"

#include "searcher/language_factors.h"
#include "searcher/posting_cursor.h"
#include "searcher/ranking.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace gazette {
namespace {

// One word of the query in the documents.
struct Word {
    std::vector<PlacedTerm> terms;
    std::vector<double> factors;  // by ordinal of the language
    double most = 0.0;
    std::vector<std::uint32_t>
        positions;  // in the current document; empty until they are asked for
    bool is_here = false;
    bool is_read = false;

    void move_to(std::uint32_t document) {
        is_here = false;
        is_read = false;
        for (PlacedTerm& term : terms) {
            term.seek(document);
            is_here = is_here || term.document() == document;
        }
    }

    // `length`: of the document.
    const std::vector<std::uint32_t>& places(std::uint32_t document,
                                             std::uint32_t length,
                                             std::vector<std::uint32_t>& scratch) {
        if (is_read) return positions;
        is_read = true;
        positions.clear();
        for (PlacedTerm& term : terms) {
            if (term.document() != document) continue;
            if (positions.empty()) {
                term.read(length, positions);
                continue;
            }
            term.read(length, scratch);
            const auto middle = static_cast<std::ptrdiff_t>(positions.size());
            positions.insert(positions.end(), scratch.begin(), scratch.end());
            std::inplace_merge(positions.begin(), positions.begin() + middle, positions.end());
        }
        return positions;
    }
};

// Places of `second` that are behind one of `first`, by at most the window.
std::uint32_t count_behind(const std::vector<std::uint32_t>& first,
                           const std::vector<std::uint32_t>& second) {
    std::uint32_t count = 0;
    std::size_t at = 0;  // the first place of `first` that is not before the window
    for (const std::uint32_t place : second) {
        while (at < first.size() && first[at] + ranking::kPairWindow < place) ++at;
        if (at == first.size()) break;
        if (first[at] < place) ++count;
    }
    return count;
}

bool is_word(const TextClause& clause) {
    return clause.slots.size() == 1 && !clause.title_only && !clause.slots.front().pattern &&
           clause.narrowing_terms.empty() && !clause.slots.front().terms.empty();
}

}  // namespace

struct PairScores::State {
    const Columns& columns;
    std::vector<double> average_lengths;  // by ordinal of the language
    ranking::LengthRule length_rule;
    std::vector<Word> words;
    std::vector<std::pair<std::size_t, std::size_t>> pairs;  // of words
    std::vector<std::uint32_t> scratch;
    double pair_weight = 0.0;
    double bound = 0.0;
};

PairScores::PairScores(const CandidateSource& source,
                       const CompiledQuery& query,
                       const QueryWeights& weights,
                       const std::vector<std::uint32_t>& clauses)
    : state_(std::make_unique<State>(
          State{source.columns, {}, weights.length_rule, {}, {}, {}, weights.pair_weight, 0.0})) {
    if (weights.pair_weight == 0.0) return;
    const auto most_of = [&](std::size_t at) {
        return weights.clauses[clauses[at]].words.front().most;
    };
    const auto counts = [&](std::size_t first) {
        return first + 1 < clauses.size() && is_word(query.clauses[clauses[first]]) &&
               is_word(query.clauses[clauses[first + 1]]) &&
               std::min(most_of(first), most_of(first + 1)) >= ranking::kPairLeast;
    };
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        const bool is_second = i > 0 && counts(i - 1);
        if (!is_second && !counts(i)) continue;
        const WordWeight& weight = weights.clauses[clauses[i]].words.front();
        Word& word = state_->words.emplace_back();
        word.most = weight.most;
        word.factors =
            by_ordinal(source.languages, weights.languages, weight.by_language, weight.most);
        for (const std::string& term : query.clauses[clauses[i]].slots.front().terms) {
            PlacedTerm placed(source.postings, term);
            if (placed.frequency() > 0) word.terms.push_back(std::move(placed));
        }
        if (!is_second) continue;
        const std::size_t number = state_->words.size() - 1;
        state_->pairs.push_back({number - 1, number});
        state_->bound += weights.pair_weight *
                         ranking::bm25_bound(std::min(state_->words[number - 1].most, word.most));
    }
    state_->average_lengths = by_ordinal(
        source.languages, weights.languages, weights.average_lengths, weights.average_length);
}

PairScores::~PairScores() = default;

bool PairScores::empty() const {
    return state_->pairs.empty();
}

double PairScores::bound() const {
    return state_->bound;
}

double PairScores::score(std::uint32_t document) {
    State& state = *state_;
    for (Word& word : state.words) word.move_to(document);
    const std::uint32_t language = state.columns.ordinals(FacetColumn::lang)[document - 1];
    const std::uint32_t length = state.columns.lengths()[document - 1];
    const double norm =
        ranking::length_norm(length, state.average_lengths.at(language), state.length_rule);
    double sum = 0.0;
    for (const auto& [a, b] : state.pairs) {
        Word& first = state.words[a];
        Word& second = state.words[b];
        if (!first.is_here || !second.is_here) continue;
        const std::uint32_t count = count_behind(first.places(document, length, state.scratch),
                                                 second.places(document, length, state.scratch));
        if (count == 0) continue;
        const double factor = std::min(first.factors.at(language), second.factors.at(language));
        sum += state.pair_weight * ranking::bm25(factor, count, norm);
    }
    return sum;
}

}  // namespace gazette
