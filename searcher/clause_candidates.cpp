#include "searcher/clause_candidates.h"

#include "searcher/in_all.h"
#include "searcher/language_factors.h"
#include "searcher/ranking.h"
#include "searcher/union_heads.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// Documents that have any of some terms.
class AnyTerm : public Candidates {
  public:
    AnyTerm(const PostingSource& postings, std::span<const std::string> terms)
        : cursors_(cursors_of(postings, terms)), heads_(cursors_.size()) {
        for (const PostingCursor& cursor : cursors_) cost_ += cursor.frequency();
    }

    std::uint64_t cost() const override { return cost_; }

    // Occurrences of all terms in the current document.
    std::uint32_t wdf() const {
        if (cursors_.size() == 1) return cursors_.front().wdf();
        std::uint32_t sum = 0;
        heads_.at(document(), [&](std::uint32_t member) { sum += cursors_[member].wdf(); });
        return sum;
    }

  private:
    std::uint32_t find(std::uint32_t target) override {
        const auto seek = [this](std::uint32_t member, std::uint32_t to) {
            cursors_[member].seek(to);
            return cursors_[member].document();
        };
        if (cursors_.size() == 1) return seek(0, target);
        return cursors_.empty() ? kNoMoreDocuments : heads_.advance(target, seek);
    }

    std::vector<PostingCursor> cursors_;  // of the terms that the part has
    UnionHeads heads_;
    std::uint64_t cost_ = 0;
};

// Documents that may have two words side by side.
class Adjacent : public Candidates {
  public:
    explicit Adjacent(AdjacencyCursor list) : list_(list) {}

    std::uint64_t cost() const override { return list_.frequency(); }

  private:
    std::uint32_t find(std::uint32_t target) override {
        static_assert(AdjacencyCursor::kEnd == kNoMoreDocuments);
        list_.seek(target);
        return list_.document();
    }

    AdjacencyCursor list_;
};

// Whether a document that has the terms of a clause satisfies it. Of an exact word, it has a form
// term.
bool terms_decide(const TextClause& clause) {
    if (clause.slots.size() != 1) return false;
    const Slot& slot = clause.slots.front();
    if (!clause.exact) return true;
    return !clause.title_only && clause.dial == Dial::none &&
           slot.form_terms.size() == slot.sure_form_terms.size();
}

// A text clause: all its slots and all its narrowing groups.
class Clause : public Candidates {
  public:
    Clause(const CandidateSource& source,
           const TextClause& clause,
           const QueryWeights& weights,
           const ClauseWeights& factors)
        : source_(source),
          clause_(clause),
          length_rule_(weights.length_rule),
          certain_(terms_decide(clause)) {
        for (const WordWeight& word : factors.words) {
            bound_ += ranking::bm25_bound(word.most);
            factors_.push_back(
                by_ordinal(source.languages, weights.languages, word.by_language, word.most));
        }
        average_lengths_ = by_ordinal(
            source.languages, weights.languages, weights.average_lengths, weights.average_length);
        for (const Slot& slot : clause.slots) {
            slots_.emplace_back();
            if (slot.pattern) continue;  // its form terms narrow and rank
            slots_.back() = std::make_unique<AnyTerm>(source.postings, slot.terms);
            // Hardly any document has a form of the slot, and no term of it: where its forms narrow
            // and positions decide, terms need not be looked for.
            const auto& groups = clause.narrowing_terms;
            const bool forms_narrow =
                std::find(groups.begin(), groups.end(), slot.form_terms) != groups.end();
            if (certain_ || !forms_narrow) order_.push_back(slots_.back().get());
        }
        for (const std::vector<std::string>& group : clause.narrowing_terms) {
            narrowing_.push_back(std::make_unique<AnyTerm>(source.postings, group));
            order_.push_back(narrowing_.back().get());
        }
        for (const std::uint32_t bucket : clause.adjacency_buckets) {
            adjacent_.push_back(std::make_unique<Adjacent>(source.adjacent.find(bucket)));
            order_.push_back(adjacent_.back().get());
        }
        sort_rarest_first(order_);
        if (order_.empty() || order_.front()->cost() == 0) return;
        for (const ScoredTerm& term : clause.scored_terms) {
            scored_.push_back(std::make_unique<AnyTerm>(source.postings, term.terms));
        }
    }

    bool always_certain() const override { return certain_; }
    bool certain() const override { return certain_; }
    std::uint64_t cost() const override { return order_.empty() ? 0 : order_.front()->cost(); }

    double score() override {
        const std::uint32_t length = source_.columns.lengths()[document() - 1];
        const std::uint32_t language = source_.columns.ordinals(FacetColumn::lang)[document() - 1];
        const double norm =
            ranking::length_norm(length, average_lengths_.at(language), length_rule_);
        double sum = 0.0;
        const auto& scored = scored_.empty() ? slots_ : scored_;
        for (std::size_t index = 0; index < scored.size(); ++index) {
            if (scored[index]->seek(document()) != document()) continue;
            sum += ranking::bm25(factors_[index].at(language), scored[index]->wdf(), norm);
        }
        return sum;
    }
    double score_bound() override { return bound_; }

  private:
    std::uint32_t find(std::uint32_t target) override {
        return order_.empty() ? kNoMoreDocuments : find_in_all(order_, target);
    }

    CandidateSource source_;
    const TextClause& clause_;
    ranking::LengthRule length_rule_;
    std::vector<double> average_lengths_;       // by ordinal of the language
    std::vector<std::vector<double>> factors_;  // by word, and by ordinal of the language
    bool certain_;
    double bound_ = 0.0;
    std::vector<std::unique_ptr<AnyTerm>> slots_;  // null for a pattern, until it is needed
    std::vector<std::unique_ptr<AnyTerm>> narrowing_;
    std::vector<std::unique_ptr<Adjacent>> adjacent_;
    std::vector<std::unique_ptr<AnyTerm>> scored_;
    std::vector<Candidates*> order_;
};

}  // namespace

std::unique_ptr<Candidates> make_any_term(const PostingSource& postings,
                                          std::span<const std::string> terms) {
    return std::make_unique<AnyTerm>(postings, terms);
}

std::unique_ptr<Candidates> make_clause(const CandidateSource& source,
                                        const TextClause& clause,
                                        const QueryWeights& weights,
                                        const ClauseWeights& factors) {
    return std::make_unique<Clause>(source, clause, weights, factors);
}

}  // namespace gazette
