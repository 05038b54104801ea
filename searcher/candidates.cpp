#include "searcher/candidates.h"

#include "indexer/format/fields.h"
#include "searcher/any_word.h"
#include "searcher/language_factors.h"
#include "searcher/named_first.h"
#include "searcher/pair_scores.h"
#include "searcher/ranking.h"
#include "searcher/union_heads.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace gazette {

namespace {

using CandidatesPtr = std::unique_ptr<Candidates>;

class AllDocuments : public Candidates {
  public:
    explicit AllDocuments(std::uint32_t documents) : documents_(documents) {}
    std::uint64_t cost() const override { return documents_; }

  private:
    std::uint32_t find(std::uint32_t target) override {
        return target <= documents_ ? target : kNoMoreDocuments;
    }
    std::uint32_t documents_;
};

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
    static std::vector<PostingCursor> cursors_of(const PostingSource& postings,
                                                 std::span<const std::string> terms) {
        std::vector<PostingCursor> cursors;
        for (const std::string& term : terms) {
            PostingCursor cursor(postings, term);
            if (cursor.frequency() > 0) cursors.push_back(std::move(cursor));
        }
        return cursors;
    }

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

// Documents that all of several candidates have. `order_` begins with the rarest.
std::uint32_t find_in_all(std::span<Candidates* const> order, std::uint32_t target) {
    if (order.size() == 1) return order.front()->seek(target);
    while (true) {
        target = order.front()->seek(target);
        if (target == kNoMoreDocuments) return target;
        std::uint32_t farthest = target;
        for (Candidates* candidates : order.subspan(1)) {
            farthest = candidates->seek(target);
            if (farthest != target) break;
        }
        if (farthest == target) return target;
        if (farthest == kNoMoreDocuments) return farthest;
        target = farthest;
    }
}

void sort_rarest_first(std::vector<Candidates*>& order) {
    std::stable_sort(order.begin(), order.end(), [](const Candidates* a, const Candidates* b) {
        return a->cost() < b->cost();
    });
}

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
                by_ordinal(source.columns, weights.languages, word.by_language, word.most));
        }
        average_lengths_ = by_ordinal(
            source.columns, weights.languages, weights.average_lengths, weights.average_length);
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

bool all_always_certain(const std::vector<CandidatesPtr>& children) {
    return std::all_of(children.begin(), children.end(), [](const CandidatesPtr& child) {
        return child->always_certain();
    });
}

// AND.
class AllOf : public Candidates {
  public:
    explicit AllOf(std::vector<CandidatesPtr> children) : children_(std::move(children)) {
        for (const CandidatesPtr& child : children_) order_.push_back(child.get());
        sort_rarest_first(order_);
        always_certain_ = all_always_certain(children_);
    }

    bool always_certain() const override { return always_certain_; }
    bool certain() const override {
        return always_certain_ || std::all_of(children_.begin(),
                                              children_.end(),
                                              [](const auto& child) { return child->certain(); });
    }
    double score() override {
        double sum = 0.0;
        for (const CandidatesPtr& child : children_) sum += child->score();
        return sum;
    }
    double score_bound() override {
        double sum = 0.0;
        for (const CandidatesPtr& child : children_) sum += child->score_bound();
        return sum;
    }
    std::uint64_t cost() const override { return order_.empty() ? 0 : order_.front()->cost(); }

  protected:
    std::uint32_t find(std::uint32_t target) override {
        return order_.empty() ? kNoMoreDocuments : find_in_all(order_, target);
    }

  private:
    std::vector<CandidatesPtr> children_;  // in the order of the query
    std::vector<Candidates*> order_;
    bool always_certain_ = false;
};

// A connector of which the terms can only say that its operands are there: what they do not decide
// is left to the evaluator.
class Connected : public AllOf {
  public:
    using AllOf::AllOf;

    bool always_certain() const override { return false; }
    bool certain() const override { return false; }
};

class AnyOf : public Candidates {
  public:
    explicit AnyOf(std::vector<CandidatesPtr> children)
        : children_(std::move(children)), heads_(children_.size()) {
        for (const CandidatesPtr& child : children_) cost_ += child->cost();
        always_certain_ = all_always_certain(children_);
    }

    bool always_certain() const override { return always_certain_; }
    bool certain() const override {
        return always_certain_ ||
               std::any_of(children_.begin(), children_.end(), [this](const auto& child) {
                   return child->document() == document() && child->certain();
               });
    }
    double score() override {
        double sum = 0.0;
        for (const CandidatesPtr& child : children_) {
            if (child->document() == document()) sum += child->score();
        }
        return sum;
    }
    double score_bound() override {
        double sum = 0.0;
        heads_.at(document(),
                  [&](std::uint32_t member) { sum += children_[member]->score_bound(); });
        return sum;
    }
    std::uint64_t cost() const override { return cost_; }

  private:
    std::uint32_t find(std::uint32_t target) override {
        if (children_.empty()) return kNoMoreDocuments;
        return heads_.advance(target, [this](std::uint32_t member, std::uint32_t to) {
            return children_[member]->seek(to);
        });
    }

    std::vector<CandidatesPtr> children_;
    UnionHeads heads_;
    std::uint64_t cost_ = 0;
    bool always_certain_ = false;
};

// Scores pairs of words, too.
class WithPairs : public Candidates {
  public:
    WithPairs(CandidatesPtr candidates, std::unique_ptr<PairScores> pairs)
        : candidates_(std::move(candidates)), pairs_(std::move(pairs)) {}

    bool always_certain() const override { return candidates_->always_certain(); }
    bool certain() const override { return candidates_->certain(); }
    double score() override { return score_of_words() + pairs_->score(document()); }
    // Pairs cost more than all words do: these are added up first.
    double score_bound() override { return score_of_words() + pairs_->bound(); }
    std::uint64_t cost() const override { return candidates_->cost(); }

  private:
    std::uint32_t find(std::uint32_t target) override { return candidates_->seek(target); }
    double score_of_words() {
        if (scored_ != document()) {
            scored_ = document();
            words_ = candidates_->score();
        }
        return words_;
    }

    CandidatesPtr candidates_;
    std::unique_ptr<PairScores> pairs_;
    std::uint32_t scored_ = 0;  // the document of which `words_` is
    double words_ = 0.0;
};

// Scores words that no document needs to have, too.
class WithAdded : public Candidates {
  public:
    WithAdded(CandidatesPtr candidates, std::vector<CandidatesPtr> added)
        : candidates_(std::move(candidates)), added_(std::move(added)) {
        for (const CandidatesPtr& clause : added_) bound_ += clause->score_bound();
    }

    bool always_certain() const override { return candidates_->always_certain(); }
    bool certain() const override { return candidates_->certain(); }
    double score() override {
        double sum = candidates_->score();
        for (const CandidatesPtr& clause : added_) {
            if (clause->seek(document()) == document()) sum += clause->score();
        }
        return sum;
    }
    double score_bound() override { return candidates_->score_bound() + bound_; }
    std::uint64_t cost() const override { return candidates_->cost(); }

  private:
    std::uint32_t find(std::uint32_t target) override { return candidates_->seek(target); }

    CandidatesPtr candidates_;
    std::vector<CandidatesPtr> added_;
    double bound_ = 0.0;
};

class NoneOf : public Candidates {
  public:
    NoneOf(CandidatesPtr child, std::uint32_t documents)
        : child_(std::move(child)), documents_(documents) {}

    bool always_certain() const override { return child_->always_certain(); }
    bool certain() const override { return child_->document() != document(); }
    std::uint64_t cost() const override { return documents_; }

  private:
    std::uint32_t find(std::uint32_t target) override {
        while (target <= documents_ && child_->seek(target) == target && child_->certain()) {
            ++target;
        }
        return target <= documents_ ? target : kNoMoreDocuments;
    }

    CandidatesPtr child_;
    std::uint32_t documents_;
};

class Builder {
  public:
    Builder(const CandidateSource& source, const CompiledQuery& query, const QueryWeights& weights)
        : source_(source), query_(query), weights_(weights) {}

    // Depth is bounded by the parser (query_limits::kMaxQueryDepth). In a unit, what stands under
    // NOT may be in the document all the same.
    CandidatesPtr build(const CompiledNode& node, bool in_unit = false) const {
        switch (node.kind) {
            case NodeKind::everything:
                return std::make_unique<AllDocuments>(source_.columns.size());
            case NodeKind::any_words:
                break;  // the compiler makes an OR of texts of it
            case NodeKind::text:
                return std::make_unique<Clause>(
                    source_, query_.clauses[node.clause], weights_, weights_.clauses[node.clause]);
            case NodeKind::filter:
            case NodeKind::date:
                return std::make_unique<AnyTerm>(source_.postings, node.filter_terms);
            case NodeKind::near:
                if (node.excluding) return std::make_unique<Connected>(first_child_of(node));
                return std::make_unique<Connected>(children_of(node, in_unit));
            case NodeKind::together:
                return std::make_unique<Connected>(node.excluding ? first_child_of(node)
                                                                  : children_of(node, true));
            case NodeKind::within: {
                auto children = children_of(node, true);
                const std::string segment = segment_begin_term(node.segment);
                children.push_back(
                    std::make_unique<AnyTerm>(source_.postings, std::span(&segment, 1)));
                return std::make_unique<Connected>(std::move(children));
            }
            case NodeKind::at_least:
                return std::make_unique<Connected>(children_of(node, in_unit));
            case NodeKind::all_of:
                return with_pairs(node, std::make_unique<AllOf>(children_of(node, in_unit)));
            case NodeKind::any_of: {
                CandidatesPtr any = any_word(node);
                if (any == nullptr) any = std::make_unique<AnyOf>(children_of(node, in_unit));
                if (!node.are_words) return any;
                return with_pairs(node, std::move(any));
            }
            case NodeKind::none_of:
                if (in_unit) return std::make_unique<AllDocuments>(source_.columns.size());
                return std::make_unique<NoneOf>(build(node.children.front()),
                                                source_.columns.size());
        }
        return std::make_unique<AllDocuments>(0);
    }

    CandidatesPtr build_all() const {
        CandidatesPtr candidates = build(query_.root);
        if (weights_.weightless) return candidates;
        std::vector<CandidatesPtr> added;
        const auto add = [&](std::span<const TextClause> clauses,
                             std::span<const ClauseWeights> weights) {
            for (std::size_t i = 0; i < clauses.size(); ++i) {
                added.push_back(
                    std::make_unique<Clause>(source_, clauses[i], weights_, weights[i]));
            }
        };
        add(query_.added, weights_.added);
        add(weights_.kindred, weights_.kindred_weights);
        if (added.empty()) return candidates;
        return std::make_unique<WithAdded>(std::move(candidates), std::move(added));
    }

  private:
    std::vector<CandidatesPtr> children_of(const CompiledNode& node, bool in_unit) const {
        std::vector<CandidatesPtr> children;
        for (const CompiledNode& child : node.children) children.push_back(build(child, in_unit));
        return children;
    }

    // Null where it is not an OR of words alone.
    CandidatesPtr any_word(const CompiledNode& node) const {
        std::vector<std::uint32_t> clauses;
        for (const CompiledNode& child : node.children) {
            if (child.kind != NodeKind::text || !is_scored_word(query_.clauses[child.clause])) {
                return nullptr;
            }
            clauses.push_back(child.clause);
        }
        return make_any_word(source_, query_, weights_, clauses);
    }

    CandidatesPtr with_pairs(const CompiledNode& node, CandidatesPtr candidates) const {
        std::vector<std::uint32_t> clauses;
        for (const CompiledNode& child : node.children) {
            if (child.kind == NodeKind::text) clauses.push_back(child.clause);
        }
        if (clauses.size() < 2 || weights_.weightless) return candidates;
        auto pairs = std::make_unique<PairScores>(source_, query_, weights_, clauses);
        if (pairs->empty()) return candidates;
        return std::make_unique<WithPairs>(std::move(candidates), std::move(pairs));
    }

    std::vector<CandidatesPtr> first_child_of(const CompiledNode& node) const {
        std::vector<CandidatesPtr> children;
        children.push_back(build(node.children.front(), true));
        return children;
    }

    const CandidateSource& source_;
    const CompiledQuery& query_;
    const QueryWeights& weights_;
};

}  // namespace

std::unique_ptr<Candidates> make_candidates(const CandidateSource& source,
                                            const CompiledQuery& query,
                                            const QueryWeights& weights) {
    return with_named_first(Builder(source, query, weights).build_all(), source, query, weights);
}

}  // namespace gazette
