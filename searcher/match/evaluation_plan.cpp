#include "searcher/match/evaluation_plan.h"

#include "indexer/format/fields.h"
#include "searcher/query/limits.h"

#include <algorithm>
#include <stdexcept>

namespace gazette {
namespace {

// What proving a node costs, roughly: its children are tried in this order.
constexpr int kFilterCost = 0;
constexpr int kTextCost = 1;
constexpr int kNearCost = 2;
constexpr int kTreeCost = 3;
constexpr int kExactCost = 4;  // the text has to be opened

// The clauses of a text or an OR of texts; none for other nodes.
bool add_texts(const CompiledNode& node, std::vector<std::uint32_t>& clauses) {
    if (node.kind == NodeKind::text) {
        clauses.push_back(node.clause);
        return true;
    }
    return node.kind == NodeKind::any_of &&
           std::all_of(node.children.begin(), node.children.end(), [&](const CompiledNode& child) {
               return add_texts(child, clauses);
           });
}

class Planner {
  public:
    explicit Planner(ClausePositions& positions) : positions_(positions) {}

    Step prepare(const CompiledNode& node, const CompiledQuery& query);

    std::vector<NearPlan> nears;

  private:
    void prepare_near(Step& step, const CompiledNode& node, const CompiledQuery& query);
    void prepare_at_least(Step& step, const CompiledNode& node, const CompiledQuery& query);
    void prepare_together(Step& step, const CompiledNode& node);
    static std::vector<std::vector<std::uint32_t>> texts_of(const CompiledNode& node);
    std::vector<std::vector<std::uint32_t>> rivals_of(const CompiledNode& node) const;

    ClausePositions& positions_;
};

Step Planner::prepare(const CompiledNode& node, const CompiledQuery& query) {
    Step step;
    step.kind = node.kind;
    std::vector<std::uint32_t> clauses;
    step.is_texts = add_texts(node, clauses);
    switch (node.kind) {
        case NodeKind::everything:
            return step;
        case NodeKind::filter:
        case NodeKind::date:
            step.cost = kFilterCost;
            step.filter_terms = &node.filter_terms;
            return step;
        case NodeKind::any_words:
            throw std::invalid_argument("plain words are compiled into an OR of texts");
        case NodeKind::text:
            if (node.clause >= query.clauses.size()) {
                throw std::invalid_argument("no such text clause");
            }
            step.clause = node.clause;
            step.cost = query.clauses[node.clause].exact ? kExactCost : kTextCost;
            return step;
        case NodeKind::near:
            prepare_near(step, node, query);
            return step;
        case NodeKind::at_least:
            prepare_at_least(step, node, query);
            return step;
        case NodeKind::together:
        case NodeKind::within:
        case NodeKind::all_of:
        case NodeKind::any_of:
        case NodeKind::none_of:
            break;
    }
    step.cost = kTreeCost;
    for (const CompiledNode& child : node.children) {
        step.children.push_back(prepare(child, query));
        step.cost = std::max(step.cost, step.children.back().cost);
    }
    if (node.kind == NodeKind::together) prepare_together(step, node);
    if (node.kind == NodeKind::within) {
        if (node.children.size() != 1) throw std::invalid_argument("a segment holds one query");
        step.segment_begins = positions_.number_of(segment_begin_term(node.segment));
        step.segment_ends = positions_.number_of(segment_end_term(node.segment));
    }
    if (!step.excluding) {
        std::stable_sort(step.children.begin(),
                         step.children.end(),
                         [](const Step& a, const Step& b) { return a.cost < b.cost; });
    }
    return step;
}

void Planner::prepare_near(Step& step, const CompiledNode& node, const CompiledQuery& query) {
    NearPlan plan{NearIntervals(node, query.clauses)};
    for (const NearIntervals::Leaf& leaf : plan.intervals.leaves()) {
        if (query.clauses[leaf.clause].exact) plan.any_exact = true;
    }
    plan.ordered = node.ordered;
    plan.distance = node.distance;
    const auto is_word = [&](const CompiledNode& child) {
        if (child.kind != NodeKind::text) return false;
        const TextClause& clause = query.clauses[child.clause];
        return clause.slots.size() == 1 && !clause.slots.front().symbol && !clause.exact &&
               !clause.title_only;
    };
    plan.is_of_two_words =
        !node.excluding && std::all_of(node.children.begin(), node.children.end(), is_word);
    plan.starts.resize(plan.intervals.leaves().size());
    step.near = nears.size();
    step.cost = plan.any_exact ? kExactCost : kNearCost;
    nears.push_back(std::move(plan));
}

void Planner::prepare_at_least(Step& step, const CompiledNode& node, const CompiledQuery& query) {
    if (node.children.size() != 1 || !add_texts(node.children.front(), step.clauses)) {
        throw std::invalid_argument("a least number is counted of texts");
    }
    step.count = node.count;
    step.cost = kNearCost;
    for (const std::uint32_t clause : step.clauses) {
        if (clause >= query.clauses.size()) throw std::invalid_argument("no such text clause");
        if (query.clauses[clause].exact) step.cost = kExactCost;
    }
    step.children.push_back(prepare(node.children.front(), query));
}

void Planner::prepare_together(Step& step, const CompiledNode& node) {
    const std::size_t most = node.excluding ? 2 : query_limits::kMaxTogether;
    if (node.children.size() < 2 || node.children.size() > most) {
        throw std::invalid_argument("a connector of units has too few or too many operands");
    }
    step.excluding = node.excluding;
    step.unit_starts = positions_.number_of(unit_term(node.unit));
    step.ordered = node.ordered;
    step.rivals = node.ordered ? texts_of(node) : rivals_of(node);
}

// The operands of an order, which are texts.
std::vector<std::vector<std::uint32_t>> Planner::texts_of(const CompiledNode& node) {
    std::vector<std::vector<std::uint32_t>> texts;
    for (const CompiledNode& child : node.children) {
        if (!add_texts(child, texts.emplace_back())) {
            throw std::invalid_argument("only texts have an order in a unit");
        }
    }
    return texts;
}

// The operands that are texts, where any two of them could stand at a common place.
std::vector<std::vector<std::uint32_t>> Planner::rivals_of(const CompiledNode& node) const {
    std::vector<std::vector<std::uint32_t>> texts;
    for (const CompiledNode& child : node.children) {
        std::vector<std::uint32_t> clauses;
        if (add_texts(child, clauses)) texts.push_back(std::move(clauses));
    }
    const auto overlap = [&](const auto& some, const auto& others) {
        return std::any_of(some.begin(), some.end(), [&](std::uint32_t a) {
            return std::any_of(others.begin(), others.end(), [&](std::uint32_t b) {
                return positions_.may_overlap(a, b);
            });
        });
    };
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            if (overlap(texts[i], texts[j])) return texts;
        }
    }
    return {};
}

}  // namespace

EvaluationPlan make_plan(const CompiledQuery& query, ClausePositions& positions) {
    Planner planner(positions);
    EvaluationPlan plan;
    plan.root = planner.prepare(query.root, query);
    plan.nears = std::move(planner.nears);
    return plan;
}

}  // namespace gazette
