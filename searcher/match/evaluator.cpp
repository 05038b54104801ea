#include "searcher/match/evaluator.h"

#include "searcher/match/intervals.h"
#include "searcher/match/occurrences.h"
#include "searcher/query/limits.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

// Intervals of a NEAR that begin within so many positions are looked for at once: small, so that
// the first proof comes soon; no smaller than an interval, so that little is looked at twice.
constexpr std::uint32_t kMinNearBlock = 1024;

// A node of the query, prepared.
struct Step {
    NodeKind kind = NodeKind::everything;
    int cost = 0;
    std::uint32_t clause = 0;                                // text
    std::size_t near = 0;                                    // index into the NEARs
    const std::vector<std::string>* filter_terms = nullptr;  // filter, date
    std::vector<Step> children;                              // the cheapest first
};

// What proving a node costs, roughly: its children are tried in this order.
constexpr int kFilterCost = 0;
constexpr int kTextCost = 1;
constexpr int kNearCost = 2;
constexpr int kTreeCost = 3;
constexpr int kExactCost = 4;  // the text has to be opened

// A slot's terms, by number, and where their union is kept.
struct SlotPlan {
    std::uint32_t offset = 0;
    std::vector<std::size_t> terms;
    std::vector<std::uint32_t> united;
};

// A clause, prepared, with its occurrences in the current document once they were asked for.
struct ClausePlan {
    const TextClause* clause = nullptr;
    ClauseShape shape;
    std::vector<SlotPlan> slots;
    std::vector<SlotPositions> slot_positions;
    Occurrences occurrences;
    bool ready = false;
};

struct TermPositions {
    const std::string* term = nullptr;
    std::vector<std::uint32_t> positions;
    bool ready = false;
};

struct NearPlan {
    explicit NearPlan(NearIntervals near) : intervals(std::move(near)) {}

    NearIntervals intervals;
    bool any_exact = false;
    std::vector<std::vector<std::uint32_t>> starts;  // by leaf
};

// Union of two ascending lists into `all`.
void unite(std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& more) {
    const auto old_size = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), more.begin(), more.end());
    std::inplace_merge(all.begin(), all.begin() + old_size, all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

}  // namespace

struct Evaluator::State {
    std::vector<ClausePlan> clauses;
    std::vector<TermPositions> terms;
    std::vector<NearPlan> nears;
    Step root;

    PositionSource* source = nullptr;
    DocumentFacts* facts = nullptr;
    PositionLayout layout;

    explicit State(const CompiledQuery& query);
    Step prepare(const CompiledNode& node, const CompiledQuery& query);
    void prepare_clauses(const CompiledQuery& query);

    void begin(PositionSource& new_source, DocumentFacts& new_facts);
    const std::vector<std::uint32_t>& positions_of(std::size_t term);
    std::span<const std::uint32_t> positions_of(SlotPlan& slot);
    Occurrences& occurrences_of(std::uint32_t clause);
    bool is_good(const ClausePlan& plan, std::uint32_t first);

    bool holds(const Step& step, std::vector<Span>* spans);
    bool any_filter(const Step& step);
    bool text_holds(const Step& step, std::vector<Span>* spans);
    bool near_holds(const Step& step, std::vector<Span>* spans);
    bool near_in_block(NearPlan& plan, std::uint32_t origin, std::uint64_t end);
    bool all_hold(const Step& step, std::vector<Span>* spans);
    bool any_holds(const Step& step, std::vector<Span>* spans);
};

Evaluator::State::State(const CompiledQuery& query) {
    prepare_clauses(query);
    root = prepare(query.root, query);
}

void Evaluator::State::prepare_clauses(const CompiledQuery& query) {
    std::unordered_map<std::string_view, std::size_t> numbers;
    for (const TextClause& clause : query.clauses) {
        ClausePlan plan;
        plan.clause = &clause;
        plan.shape = shape_of(clause);
        for (const Slot& slot : clause.slots) {
            SlotPlan slot_plan;
            slot_plan.offset = slot.offset;
            for (const std::string& term : slot.terms) {
                const auto [at, is_new] = numbers.emplace(term, terms.size());
                if (is_new) terms.push_back({&term, {}, false});
                slot_plan.terms.push_back(at->second);
            }
            plan.slots.push_back(std::move(slot_plan));
        }
        clauses.push_back(std::move(plan));
    }
}

Step Evaluator::State::prepare(const CompiledNode& node, const CompiledQuery& query) {
    Step step;
    step.kind = node.kind;
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
        case NodeKind::near: {
            NearPlan plan{NearIntervals(node, query.clauses)};
            for (const std::uint32_t clause : plan.intervals.leaves()) {
                if (query.clauses[clause].exact) plan.any_exact = true;
            }
            plan.starts.resize(plan.intervals.leaves().size());
            step.near = nears.size();
            step.cost = plan.any_exact ? kExactCost : kNearCost;
            nears.push_back(std::move(plan));
            return step;
        }
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
    std::stable_sort(step.children.begin(), step.children.end(), [](const Step& a, const Step& b) {
        return a.cost < b.cost;
    });
    return step;
}

void Evaluator::State::begin(PositionSource& new_source, DocumentFacts& new_facts) {
    source = &new_source;
    facts = &new_facts;
    layout = new_facts.layout();
    for (TermPositions& term : terms) term.ready = false;
    for (ClausePlan& clause : clauses) clause.ready = false;
}

const std::vector<std::uint32_t>& Evaluator::State::positions_of(std::size_t term) {
    TermPositions& entry = terms[term];
    if (!entry.ready) {
        source->positions(*entry.term, entry.positions);
        entry.ready = true;
    }
    return entry.positions;
}

// A document is in one language, so that of a word's variants mostly one is there: its list is
// used as it is.
std::span<const std::uint32_t> Evaluator::State::positions_of(SlotPlan& slot) {
    const std::vector<std::uint32_t>* only = nullptr;
    slot.united.clear();
    for (const std::size_t term : slot.terms) {
        const std::vector<std::uint32_t>& positions = positions_of(term);
        if (positions.empty()) continue;
        if (only == nullptr) {
            only = &positions;
            continue;
        }
        if (slot.united.empty()) slot.united = *only;
        unite(slot.united, positions);
    }
    if (only == nullptr) return {};
    return slot.united.empty() ? std::span(*only) : std::span<const std::uint32_t>(slot.united);
}

Occurrences& Evaluator::State::occurrences_of(std::uint32_t clause) {
    ClausePlan& plan = clauses[clause];
    if (plan.ready) return plan.occurrences;
    plan.slot_positions.clear();
    for (SlotPlan& slot : plan.slots) {
        plan.slot_positions.push_back({positions_of(slot), slot.offset});
        if (plan.slot_positions.back().positions.empty()) break;
    }
    plan.occurrences.reset(plan.shape, plan.clause->title_only, layout, plan.slot_positions);
    plan.ready = true;
    return plan.occurrences;
}

bool Evaluator::State::is_good(const ClausePlan& plan, std::uint32_t first) {
    if (!plan.clause->exact) return true;
    const auto clause = static_cast<std::uint32_t>(&plan - clauses.data());
    return facts->is_exact(*plan.clause, {first, first + plan.shape.width(), clause});
}

// Whether the node holds. Without `spans` it stops at the first proof; otherwise it adds all
// spans of a node that holds, and none of one that does not.
bool Evaluator::State::holds(const Step& step, std::vector<Span>* spans) {
    switch (step.kind) {
        case NodeKind::everything:
            return true;
        case NodeKind::filter:
        case NodeKind::date:
            return any_filter(step);
        case NodeKind::any_words:
            return false;  // prepare() refuses it
        case NodeKind::text:
            return text_holds(step, spans);
        case NodeKind::near:
            return near_holds(step, spans);
        case NodeKind::all_of:
            return all_hold(step, spans);
        case NodeKind::any_of:
            return any_holds(step, spans);
        case NodeKind::none_of:
            return std::none_of(step.children.begin(), step.children.end(), [&](const Step& child) {
                return holds(child, nullptr);
            });
    }
    return false;
}

bool Evaluator::State::any_filter(const Step& step) {
    return std::any_of(step.filter_terms->begin(),
                       step.filter_terms->end(),
                       [&](const std::string& term) { return facts->has_term(term); });
}

bool Evaluator::State::text_holds(const Step& step, std::vector<Span>* spans) {
    Occurrences& occurrences = occurrences_of(step.clause);
    const ClausePlan& plan = clauses[step.clause];
    bool any = false;
    std::uint64_t at = occurrences.next(0);
    for (; at != Occurrences::kNone; at = occurrences.next(at + 1)) {
        const auto first = static_cast<std::uint32_t>(at);
        if (!is_good(plan, first)) continue;
        if (spans == nullptr) return true;
        any = true;
        spans->push_back({first, first + plan.shape.width(), step.clause});
    }
    return any;
}

bool Evaluator::State::near_holds(const Step& step, std::vector<Span>* spans) {
    NearPlan& plan = nears[step.near];
    const std::vector<std::uint32_t>& leaves = plan.intervals.leaves();
    const auto next = [&](std::size_t leaf, std::uint64_t from) {
        return occurrences_of(leaves[leaf]).next(from);
    };
    const std::uint32_t block = std::max(kMinNearBlock, plan.intervals.width());
    bool any = false;
    for (std::uint64_t from = 0;; from += block) {
        from = plan.intervals.earliest(from, next);
        if (from == Occurrences::kNone) return any;
        const auto origin = static_cast<std::uint32_t>(from);
        if (!near_in_block(plan, origin, from + block + plan.intervals.width())) continue;
        if (spans == nullptr) return true;
        any = true;
        for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
            const std::uint32_t width = clauses[leaves[leaf]].shape.width();
            for (const std::uint32_t first : plan.starts[leaf]) {
                spans->push_back({first, first + width, leaves[leaf]});
            }
        }
    }
}

// Leaves in plan.starts what takes part in an interval that lies in [origin, end). Exactness is
// asked only of what takes part by its positions; what it strikes out may have been the partner
// of others, so these are looked at once more.
bool Evaluator::State::near_in_block(NearPlan& plan, std::uint32_t origin, std::uint64_t end) {
    const std::vector<std::uint32_t>& leaves = plan.intervals.leaves();
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
        Occurrences& occurrences = occurrences_of(leaves[leaf]);
        plan.starts[leaf].clear();
        for (std::uint64_t at = occurrences.next(origin); at < end; at = occurrences.next(at + 1)) {
            plan.starts[leaf].push_back(static_cast<std::uint32_t>(at));
        }
    }
    if (!plan.intervals.reduce(origin, plan.starts)) return false;
    if (!plan.any_exact) return true;
    bool changed = false;
    for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
        const ClausePlan& clause = clauses[leaves[leaf]];
        changed |= std::erase_if(plan.starts[leaf],
                                 [&](std::uint32_t first) { return !is_good(clause, first); }) > 0;
    }
    return !changed || plan.intervals.reduce(origin, plan.starts);
}

bool Evaluator::State::all_hold(const Step& step, std::vector<Span>* spans) {
    const std::size_t before = spans == nullptr ? 0 : spans->size();
    for (const Step& child : step.children) {
        if (holds(child, spans)) continue;
        if (spans != nullptr) spans->resize(before);
        return false;
    }
    return true;
}

bool Evaluator::State::any_holds(const Step& step, std::vector<Span>* spans) {
    bool any = false;
    for (const Step& child : step.children) {
        if (!holds(child, spans)) continue;
        if (spans == nullptr) return true;
        any = true;
    }
    return any;
}

Evaluator::Evaluator(const CompiledQuery& query) : state_(std::make_unique<State>(query)) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

bool Evaluator::matches(PositionSource& positions, DocumentFacts& facts) {
    state_->begin(positions, facts);
    return state_->holds(state_->root, nullptr);
}

std::vector<Span> Evaluator::matching_spans(PositionSource& positions, DocumentFacts& facts) {
    state_->begin(positions, facts);
    std::vector<Span> spans;
    if (!state_->holds(state_->root, &spans)) return {};
    std::sort(spans.begin(), spans.end());
    spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
    return spans;
}

bool matches(const CompiledQuery& query, PositionSource& positions, DocumentFacts& facts) {
    return Evaluator(query).matches(positions, facts);
}

std::vector<Span> matching_spans(const CompiledQuery& query,
                                 PositionSource& positions,
                                 DocumentFacts& facts) {
    return Evaluator(query).matching_spans(positions, facts);
}

}  // namespace gazette
