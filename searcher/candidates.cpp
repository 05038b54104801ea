#include "searcher/candidates.h"

#include "indexer/format/fields.h"
#include "searcher/any_word.h"
#include "searcher/clause_candidates.h"
#include "searcher/in_all.h"
#include "searcher/in_period.h"
#include "searcher/named_first.h"
#include "searcher/pair_scores.h"
#include "searcher/typed_pairs.h"
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

// A range of few terms is looked up by them.
constexpr std::size_t kFewDateTerms = 3;

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
    WithPairs(CandidatesPtr candidates,
              std::unique_ptr<PairScores> pairs,
              std::unique_ptr<TypedPairs> typed)
        : candidates_(std::move(candidates)), pairs_(std::move(pairs)), typed_(std::move(typed)) {}

    bool always_certain() const override { return candidates_->always_certain(); }
    bool certain() const override { return candidates_->certain(); }
    double score() override { return score_of_words() + pairs_->score(document()); }
    // Pairs that stand close cost more than all else does: the rest is added up first.
    double score_bound() override { return score_of_words() + pairs_->bound(); }
    std::uint64_t cost() const override { return candidates_->cost(); }

  private:
    std::uint32_t find(std::uint32_t target) override { return candidates_->seek(target); }
    double score_of_words() {
        if (scored_ != document()) {
            scored_ = document();
            words_ = candidates_->score() + typed_->score(document());
        }
        return words_;
    }

    CandidatesPtr candidates_;
    std::unique_ptr<PairScores> pairs_;
    std::unique_ptr<TypedPairs> typed_;
    std::uint32_t scored_ = 0;  // the document of which `words_` is
    double words_ = 0.0;        // and of those that stand side by side
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

// Scores what documents are worth beside what they say of the query, too.
class WithPrior : public Candidates {
  public:
    WithPrior(CandidatesPtr candidates, const PartPrior& prior)
        : candidates_(std::move(candidates)), prior_(prior) {}

    bool always_certain() const override { return candidates_->always_certain(); }
    bool certain() const override { return candidates_->certain(); }
    double score() override { return Prior::applied(candidates_->score(), prior_.of(document())); }
    double score_bound() override {
        return Prior::applied(candidates_->score_bound(), prior_.of(document()));
    }
    std::uint64_t cost() const override { return candidates_->cost(); }

  private:
    std::uint32_t find(std::uint32_t target) override { return candidates_->seek(target); }

    CandidatesPtr candidates_;
    PartPrior prior_;
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
                return make_clause(
                    source_, query_.clauses[node.clause], weights_, weights_.clauses[node.clause]);
            case NodeKind::filter:
            case NodeKind::date:
                return make_any_term(source_.postings, node.filter_terms);
            case NodeKind::near:
                if (node.excluding) return std::make_unique<Connected>(first_child_of(node));
                return std::make_unique<Connected>(children_of(node, in_unit));
            case NodeKind::together:
                return std::make_unique<Connected>(node.excluding ? first_child_of(node)
                                                                  : children_of(node, true));
            case NodeKind::within: {
                auto children = children_of(node, true);
                const std::string segment = segment_begin_term(node.segment);
                children.push_back(make_any_term(source_.postings, std::span(&segment, 1)));
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
        CandidatesPtr candidates =
            is_pattern(query_.root) ? any_word_of({query_.root.clause}) : build(query_.root);
        if (weights_.weightless) return candidates;
        std::vector<CandidatesPtr> added;
        const auto add = [&](std::span<const TextClause> clauses,
                             std::span<const ClauseWeights> weights) {
            for (std::size_t i = 0; i < clauses.size(); ++i) {
                added.push_back(make_clause(source_, clauses[i], weights_, weights[i]));
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
        const bool narrows = node.kind == NodeKind::all_of && finds_documents(node);
        for (const CompiledNode& child : node.children) {
            if (narrows && child.by_publication && child.filter_terms.size() > kFewDateTerms) {
                children.push_back(
                    std::make_unique<InPeriod>(source_.columns, child.first_day, child.last_day));
            } else {
                children.push_back(build(child, in_unit));
            }
        }
        return children;
    }

    // Whether an AND has more than dates and what leaves out documents.
    static bool finds_documents(const CompiledNode& node) {
        return std::any_of(node.children.begin(), node.children.end(), [](const auto& child) {
            return child.kind != NodeKind::date && child.kind != NodeKind::none_of &&
                   child.kind != NodeKind::everything;
        });
    }

    // Null where it is not an OR of words alone.
    CandidatesPtr any_word(const CompiledNode& node) const {
        std::vector<std::uint32_t> clauses;
        for (const CompiledNode& child : node.children) {
            if (child.kind != NodeKind::text ||
                deciding_terms(query_.clauses[child.clause]) == nullptr) {
                return nullptr;
            }
            clauses.push_back(child.clause);
        }
        return any_word_of(clauses);
    }
    CandidatesPtr any_word_of(const std::vector<std::uint32_t>& clauses) const {
        return make_any_word(source_, query_, weights_, clauses);
    }

    // Alone, its many words are an OR.
    bool is_pattern(const CompiledNode& node) const {
        if (node.kind != NodeKind::text) return false;
        const TextClause& clause = query_.clauses[node.clause];
        return deciding_terms(clause) != nullptr && clause.slots.front().pattern;
    }

    CandidatesPtr with_pairs(const CompiledNode& node, CandidatesPtr candidates) const {
        std::vector<std::uint32_t> clauses;
        for (const CompiledNode& child : node.children) {
            if (child.kind == NodeKind::text) clauses.push_back(child.clause);
        }
        if (clauses.size() < 2 || weights_.weightless) return candidates;
        auto pairs = std::make_unique<PairScores>(source_, query_, weights_, clauses);
        auto typed = std::make_unique<TypedPairs>(source_, weights_, clauses);
        if (pairs->empty() && typed->empty()) return candidates;
        return std::make_unique<WithPairs>(
            std::move(candidates), std::move(pairs), std::move(typed));
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
    CandidatesPtr candidates = Builder(source, query, weights).build_all();
    if (weights.prior.any()) {
        candidates = std::make_unique<WithPrior>(std::move(candidates), source.prior);
    }
    return with_named_first(std::move(candidates), source, query, weights);
}

}  // namespace gazette
