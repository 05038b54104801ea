#include "searcher/candidates.h"

#include "searcher/ranking.h"

#include <algorithm>
#include <cstddef>
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

// Documents that have any of some terms. Few terms are looked through one by one; many (a range of
// days) are kept in a heap.
class AnyTerm : public Candidates {
  public:
    AnyTerm(const Xapian::Database& database, std::span<const std::string> terms) {
        for (const std::string& term : terms) {
            PostingCursor cursor(database, term);
            if (cursor.frequency() == 0) continue;
            cost_ += cursor.frequency();
            cursors_.push_back(std::move(cursor));
        }
        std::make_heap(cursors_.begin(), cursors_.end(), later);
    }

    std::uint64_t cost() const override { return cost_; }

    // Occurrences of all terms in the current document.
    std::uint32_t wdf() const {
        std::uint32_t sum = 0;
        for (const PostingCursor& cursor : cursors_) {
            if (cursor.document() == document()) sum += cursor.wdf();
        }
        return sum;
    }

  private:
    static bool later(const PostingCursor& a, const PostingCursor& b) {
        return a.document() > b.document();
    }

    std::uint32_t find(std::uint32_t target) override {
        if (cursors_.size() == 1) {
            cursors_.front().seek(target);
            return cursors_.front().document();
        }
        while (!cursors_.empty() && cursors_.front().document() < target) {
            std::pop_heap(cursors_.begin(), cursors_.end(), later);
            cursors_.back().seek(target);
            if (cursors_.back().document() == kNoMoreDocuments) {
                cursors_.pop_back();
            } else {
                std::push_heap(cursors_.begin(), cursors_.end(), later);
            }
        }
        return cursors_.empty() ? kNoMoreDocuments : cursors_.front().document();
    }

    std::vector<PostingCursor> cursors_;  // a heap, the earliest document in front
    std::uint64_t cost_ = 0;
};

// Documents that all of several candidates have. `order_` begins with the rarest.
std::uint32_t find_in_all(std::span<Candidates* const> order, std::uint32_t target) {
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

// Whether a document that has the terms of a clause satisfies it. Of an exact word, it has the
// surface term or the unstemmed one.
bool terms_decide(const TextClause& clause) {
    if (clause.slots.size() != 1) return false;
    return !clause.exact || (!clause.title_only && clause.slots.front().unstemmed_is_exact);
}

// A text clause: all its slots and all its narrowing groups.
class Clause : public Candidates {
  public:
    Clause(const CandidateSource& source,
           const TextClause& clause,
           const QueryWeights& weights,
           const ClauseWeights& factors)
        : columns_(source.columns),
          average_length_(weights.average_length),
          factors_(factors.factors),
          certain_(terms_decide(clause)) {
        for (const Slot& slot : clause.slots) {
            slots_.push_back(std::make_unique<AnyTerm>(source.database, slot.terms));
            order_.push_back(slots_.back().get());
        }
        for (const std::vector<std::string>& group : clause.narrowing_terms) {
            narrowing_.push_back(std::make_unique<AnyTerm>(source.database, group));
            order_.push_back(narrowing_.back().get());
        }
        sort_rarest_first(order_);
        if (order_.empty() || order_.front()->cost() == 0) return;
        for (const ScoredTerm& term : clause.scored_terms) {
            scored_.push_back(std::make_unique<AnyTerm>(source.database, term.terms));
        }
    }

    bool certain() const override { return certain_; }
    std::uint64_t cost() const override { return order_.empty() ? 0 : order_.front()->cost(); }

    double score() override {
        const std::uint32_t length = columns_.lengths()[document() - 1];
        const double norm = ranking::length_norm(length, average_length_);
        double sum = 0.0;
        const auto& scored = scored_.empty() ? slots_ : scored_;
        for (std::size_t index = 0; index < scored.size(); ++index) {
            if (scored[index]->seek(document()) != document()) continue;
            sum += ranking::bm25(factors_[index], scored[index]->wdf(), norm);
        }
        return sum;
    }

  private:
    std::uint32_t find(std::uint32_t target) override {
        return order_.empty() ? kNoMoreDocuments : find_in_all(order_, target);
    }

    const Columns& columns_;
    double average_length_;
    const std::vector<double>& factors_;
    bool certain_;
    std::vector<std::unique_ptr<AnyTerm>> slots_;
    std::vector<std::unique_ptr<AnyTerm>> narrowing_;
    std::vector<std::unique_ptr<AnyTerm>> scored_;
    std::vector<Candidates*> order_;
};

// AND, and NEAR, which needs a look at positions.
class AllOf : public Candidates {
  public:
    AllOf(std::vector<CandidatesPtr> children, bool is_enough)
        : children_(std::move(children)), is_enough_(is_enough) {
        for (const CandidatesPtr& child : children_) order_.push_back(child.get());
        sort_rarest_first(order_);
    }

    bool certain() const override {
        return is_enough_ && std::all_of(children_.begin(), children_.end(), [](const auto& child) {
                   return child->certain();
               });
    }
    double score() override {
        double sum = 0.0;
        for (const CandidatesPtr& child : children_) sum += child->score();
        return sum;
    }
    std::uint64_t cost() const override { return order_.empty() ? 0 : order_.front()->cost(); }

  private:
    std::uint32_t find(std::uint32_t target) override {
        return order_.empty() ? kNoMoreDocuments : find_in_all(order_, target);
    }

    std::vector<CandidatesPtr> children_;  // in the order of the query
    std::vector<Candidates*> order_;
    bool is_enough_;
};

class AnyOf : public Candidates {
  public:
    explicit AnyOf(std::vector<CandidatesPtr> children) : children_(std::move(children)) {
        for (const CandidatesPtr& child : children_) cost_ += child->cost();
    }

    bool certain() const override {
        return std::any_of(children_.begin(), children_.end(), [this](const auto& child) {
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
    std::uint64_t cost() const override { return cost_; }

  private:
    std::uint32_t find(std::uint32_t target) override {
        std::uint32_t first = kNoMoreDocuments;
        for (const CandidatesPtr& child : children_) first = std::min(first, child->seek(target));
        return first;
    }

    std::vector<CandidatesPtr> children_;
    std::uint64_t cost_ = 0;
};

class NoneOf : public Candidates {
  public:
    NoneOf(CandidatesPtr child, std::uint32_t documents)
        : child_(std::move(child)), documents_(documents) {}

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

    // Depth is bounded by the parser (query_limits::kMaxQueryDepth).
    CandidatesPtr build(const CompiledNode& node) const {
        switch (node.kind) {
            case NodeKind::everything:
                return std::make_unique<AllDocuments>(source_.columns.size());
            case NodeKind::text:
                return std::make_unique<Clause>(
                    source_, query_.clauses[node.clause], weights_, weights_.clauses[node.clause]);
            case NodeKind::filter:
            case NodeKind::date:
                return std::make_unique<AnyTerm>(source_.database, node.filter_terms);
            case NodeKind::near:
                return std::make_unique<AllOf>(children_of(node), false);
            case NodeKind::all_of:
                return std::make_unique<AllOf>(children_of(node), true);
            case NodeKind::any_of:
                return std::make_unique<AnyOf>(children_of(node));
            case NodeKind::none_of:
                return std::make_unique<NoneOf>(build(node.children.front()),
                                                source_.columns.size());
        }
        return std::make_unique<AllDocuments>(0);
    }

  private:
    std::vector<CandidatesPtr> children_of(const CompiledNode& node) const {
        std::vector<CandidatesPtr> children;
        for (const CompiledNode& child : node.children) children.push_back(build(child));
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
    return Builder(source, query, weights).build(query.root);
}

}  // namespace gazette
