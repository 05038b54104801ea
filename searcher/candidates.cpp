#include "searcher/candidates.h"

#include "indexer/format/fields.h"
#include "searcher/language_factors.h"
#include "searcher/named_first.h"
#include "searcher/pair_scores.h"
#include "searcher/positional_matches.h"
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
    AnyTerm(const Xapian::Database& database, std::span<const std::string> terms)
        : cursors_(cursors_of(database, terms)), heads_(cursors_.size()) {
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
    static std::vector<PostingCursor> cursors_of(const Xapian::Database& database,
                                                 std::span<const std::string> terms) {
        std::vector<PostingCursor> cursors;
        for (const std::string& term : terms) {
            PostingCursor cursor(database, term);
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

// Asking for the positions of a document costs about so many times what Xapian's matcher spends on
// it, and starting the matcher as much as some hundred documents.
constexpr std::uint64_t kAskingCost = 8;
constexpr std::uint64_t kFewDocuments = 100;

bool matcher_is_worthwhile(std::uint64_t documents, std::uint64_t expected) {
    return documents >= kFewDocuments && expected >= documents / kAskingCost;
}

// A text clause: all its slots and all its narrowing groups.
class Clause : public Candidates {
  public:
    Clause(const CandidateSource& source,
           const TextClause& clause,
           const QueryWeights& weights,
           const ClauseWeights& factors)
        : source_(source), clause_(clause), certain_(terms_decide(clause)) {
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
            slots_.back() = std::make_unique<AnyTerm>(source.database, slot.terms);
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

    void prepare(std::uint64_t expected) override {
        if (!matcher_is_worthwhile(cost(), expected)) return;
        const auto query = phrase_query(source_.database, clause_);
        if (!query) return;
        matches_.emplace(source_.database, *query, source_.columns.size());
        if (!clause_.exact || clause_.title_only) return;
        for (std::size_t index = 0; index < slots_.size(); ++index) {
            const Slot& slot = clause_.slots[index];
            exact_forms_.emplace_back();
            if (!slot.exact) continue;
            if (slots_[index] == nullptr) {
                slots_[index] = std::make_unique<AnyTerm>(source_.database, slot.terms);
            }
            exact_forms_.back() = std::make_unique<AnyTerm>(source_.database, slot.sure_form_terms);
        }
    }

    bool always_certain() const override { return certain_; }
    bool certain() const override {
        if (certain_) return true;
        if (!matches_ || clause_.title_only) return false;
        return !clause_.exact || stands_in_no_other_form();
    }
    std::uint64_t cost() const override { return order_.empty() ? 0 : order_.front()->cost(); }

    double score() override {
        const std::uint32_t length = source_.columns.lengths()[document() - 1];
        const std::uint32_t language = source_.columns.ordinals(FacetColumn::lang)[document() - 1];
        const double norm = ranking::length_norm(length, average_lengths_.at(language));
        double sum = 0.0;
        const auto& scored = scored_.empty() ? slots_ : scored_;
        for (std::size_t index = 0; index < scored.size(); ++index) {
            if (scored[index]->seek(document()) != document()) continue;
            sum += ranking::bm25(factors_[index].at(language), scored[index]->wdf(), norm);
        }
        return sum;
    }
    double score_bound() const override { return bound_; }

  private:
    std::uint32_t find(std::uint32_t target) override {
        if (matches_) return matches_->find(target);
        return order_.empty() ? kNoMoreDocuments : find_in_all(order_, target);
    }

    // A token counts as often in its surface term as in its main term: see PartDocuments.
    bool stands_in_no_other_form() const {
        if (clause_.dial != Dial::none) return false;
        for (std::size_t index = 0; index < slots_.size(); ++index) {
            if (exact_forms_[index] == nullptr) continue;
            if (exact_forms_[index]->seek(document()) != document()) return false;
            if (slots_[index]->seek(document()) != document()) return false;
            if (exact_forms_[index]->wdf() != slots_[index]->wdf()) return false;
        }
        return true;
    }

    CandidateSource source_;
    const TextClause& clause_;
    std::vector<double> average_lengths_;       // by ordinal of the language
    std::vector<std::vector<double>> factors_;  // by word, and by ordinal of the language
    bool certain_;
    double bound_ = 0.0;
    std::vector<std::unique_ptr<AnyTerm>> slots_;  // null for a pattern, until it is needed
    std::vector<std::unique_ptr<AnyTerm>> narrowing_;
    std::vector<std::unique_ptr<AnyTerm>> scored_;
    std::vector<Candidates*> order_;
    std::optional<PositionalMatches> matches_;           // where Xapian's matcher finds them
    std::vector<std::unique_ptr<AnyTerm>> exact_forms_;  // by slot; null where it is not exact
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

    void prepare(std::uint64_t expected) override {
        for (const CandidatesPtr& child : children_) child->prepare(std::min(expected, cost()));
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
    double score_bound() const override {
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

// NEAR: an AND that needs a look at positions, our own or of Xapian's matcher.
class Near : public AllOf {
  public:
    // `words` are the operands where they are texts.
    Near(const CandidateSource& source,
         std::vector<const TextClause*> words,
         const CompiledNode& node,
         std::vector<CandidatesPtr> children)
        : AllOf(std::move(children)), source_(source), words_(std::move(words)), node_(node) {}

    void prepare(std::uint64_t expected) override {
        AllOf::prepare(expected);
        if (words_.size() != 2 || !matcher_is_worthwhile(cost(), expected)) return;
        const auto query =
            near_query(source_.database, *words_[0], *words_[1], node_.distance, node_.ordered);
        if (query) matches_.emplace(source_.database, *query, source_.columns.size());
    }
    bool always_certain() const override { return false; }
    bool certain() const override { return matches_.has_value(); }

  private:
    std::uint32_t find(std::uint32_t target) override {
        if (!matches_) return AllOf::find(target);
        const std::uint32_t document = matches_->find(target);
        return document == kNoMoreDocuments ? document : AllOf::find(document);
    }

    CandidateSource source_;
    std::vector<const TextClause*> words_;
    const CompiledNode& node_;
    std::optional<PositionalMatches> matches_;
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

    void prepare(std::uint64_t expected) override {
        for (const CandidatesPtr& child : children_) child->prepare(expected);
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
    double score_bound() const override {
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

    void prepare(std::uint64_t expected) override { candidates_->prepare(expected); }
    bool always_certain() const override { return candidates_->always_certain(); }
    bool certain() const override { return candidates_->certain(); }
    double score() override { return candidates_->score() + pairs_->score(document()); }
    double score_bound() const override { return candidates_->score_bound() + pairs_->bound(); }
    std::uint64_t cost() const override { return candidates_->cost(); }

  private:
    std::uint32_t find(std::uint32_t target) override { return candidates_->seek(target); }

    CandidatesPtr candidates_;
    std::unique_ptr<PairScores> pairs_;
};

class NoneOf : public Candidates {
  public:
    NoneOf(CandidatesPtr child, std::uint32_t documents)
        : child_(std::move(child)), documents_(documents) {}

    void prepare(std::uint64_t expected) override { child_->prepare(expected); }
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
                return std::make_unique<AnyTerm>(source_.database, node.filter_terms);
            case NodeKind::near:
                if (node.excluding) return std::make_unique<Connected>(first_child_of(node));
                return std::make_unique<Near>(
                    source_, texts_of(node), node, children_of(node, in_unit));
            case NodeKind::together:
                return std::make_unique<Connected>(node.excluding ? first_child_of(node)
                                                                  : children_of(node, true));
            case NodeKind::within: {
                auto children = children_of(node, true);
                const std::string segment = segment_begin_term(node.segment);
                children.push_back(
                    std::make_unique<AnyTerm>(source_.database, std::span(&segment, 1)));
                return std::make_unique<Connected>(std::move(children));
            }
            case NodeKind::at_least:
                return std::make_unique<Connected>(children_of(node, in_unit));
            case NodeKind::all_of:
                return with_pairs(node, std::make_unique<AllOf>(children_of(node, in_unit)));
            case NodeKind::any_of: {
                auto any = std::make_unique<AnyOf>(children_of(node, in_unit));
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

  private:
    std::vector<CandidatesPtr> children_of(const CompiledNode& node, bool in_unit) const {
        std::vector<CandidatesPtr> children;
        for (const CompiledNode& child : node.children) children.push_back(build(child, in_unit));
        return children;
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

    std::vector<const TextClause*> texts_of(const CompiledNode& node) const {
        std::vector<const TextClause*> texts;
        for (const CompiledNode& child : node.children) {
            if (child.kind == NodeKind::text) texts.push_back(&query_.clauses[child.clause]);
        }
        return texts;
    }

    const CandidateSource& source_;
    const CompiledQuery& query_;
    const QueryWeights& weights_;
};

}  // namespace

std::unique_ptr<Candidates> make_candidates(const CandidateSource& source,
                                            const CompiledQuery& query,
                                            const QueryWeights& weights) {
    auto root =
        with_named_first(Builder(source, query, weights).build(query.root), source, query, weights);
    root->prepare(root->cost());
    return root;
}

}  // namespace gazette
