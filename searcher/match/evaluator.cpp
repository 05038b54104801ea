#include "searcher/match/evaluator.h"

#include "searcher/match/clause_positions.h"
#include "searcher/match/distinct_places.h"
#include "searcher/match/intervals.h"
#include "searcher/match/occurrences.h"
#include "searcher/match/unit_ranges.h"
#include "searcher/query/limits.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace gazette {
namespace {

// Intervals of a NEAR that begin within so many positions are looked for at once: small, so that
// the first proof comes soon; no smaller than an interval, so that little is looked at twice.
constexpr std::uint32_t kMinNearBlock = 1024;

constexpr std::uint64_t kNone = Occurrences::kNone;

// A node of the query, prepared.
struct Step {
    NodeKind kind = NodeKind::everything;
    int cost = 0;
    std::uint32_t clause = 0;                                // text
    std::size_t near = 0;                                    // index into the NEARs
    const std::vector<std::string>* filter_terms = nullptr;  // filter, date
    std::vector<Step> children;                              // the cheapest first
    bool is_texts = false;                                   // a text, or an OR of texts

    std::uint32_t count = 0;             // at_least
    std::vector<std::uint32_t> clauses;  // at_least: of its texts

    // together
    std::size_t unit_starts = 0;  // number of the unit's term
    bool excluding = false;
    std::size_t segment_begins = 0;  // within: numbers of terms
    std::size_t segment_ends = 0;
    // Operands that could be found at a common place, by their clauses.
    std::vector<std::vector<std::uint32_t>> rivals;
};

// What proving a node costs, roughly: its children are tried in this order.
constexpr int kFilterCost = 0;
constexpr int kTextCost = 1;
constexpr int kNearCost = 2;
constexpr int kTreeCost = 3;
constexpr int kExactCost = 4;  // the text has to be opened

struct NearPlan {
    explicit NearPlan(NearIntervals near) : intervals(std::move(near)) {}

    NearIntervals intervals;
    bool any_exact = false;
    std::vector<std::vector<std::uint32_t>> starts;  // by leaf
};

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

}  // namespace

struct Evaluator::State {
    ClausePositions positions;
    std::vector<NearPlan> nears;
    Step root;

    DocumentFacts* facts = nullptr;

    explicit State(const CompiledQuery& query);
    Step prepare(const CompiledNode& node, const CompiledQuery& query);
    void prepare_near(Step& step, const CompiledNode& node, const CompiledQuery& query);
    void prepare_at_least(Step& step, const CompiledNode& node, const CompiledQuery& query);
    void prepare_together(Step& step, const CompiledNode& node);
    std::vector<std::vector<std::uint32_t>> rivals_of(const CompiledNode& node) const;

    void begin(PositionSource& new_source, DocumentFacts& new_facts);
    bool is_good(std::uint32_t clause, std::uint32_t first);
    void add_span(std::uint32_t clause, std::uint32_t first, std::vector<Span>& spans);
    template <typename Visit>
    bool each_occurrence(std::uint32_t clause, const PlaceRange& range, Visit&& visit);

    bool holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool any_filter(const Step& step);
    bool at_least_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool text_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool near_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool near_in_block(NearPlan& plan,
                       const PlaceRange& range,
                       std::uint64_t from,
                       std::uint64_t to);
    bool together_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool holds_in_unit(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool within_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool rivals_hold(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool excludes_in_unit(const Step& step,
                          const PlaceRange& unit,
                          const PlaceRange& range,
                          std::vector<Span>* spans);
    bool all_hold(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool any_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);

    std::uint64_t reach(const Step& step, std::uint64_t from);
    std::uint64_t reach_of_all(const Step& step, std::uint64_t from);
};

Evaluator::State::State(const CompiledQuery& query) : positions(query) {
    root = prepare(query.root, query);
}

Step Evaluator::State::prepare(const CompiledNode& node, const CompiledQuery& query) {
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
        step.segment_begins = positions.number_of(segment_begin_term(node.segment));
        step.segment_ends = positions.number_of(segment_end_term(node.segment));
    }
    if (!step.excluding) {
        std::stable_sort(step.children.begin(),
                         step.children.end(),
                         [](const Step& a, const Step& b) { return a.cost < b.cost; });
    }
    return step;
}

void Evaluator::State::prepare_near(Step& step,
                                    const CompiledNode& node,
                                    const CompiledQuery& query) {
    NearPlan plan{NearIntervals(node, query.clauses)};
    for (const NearIntervals::Leaf& leaf : plan.intervals.leaves()) {
        if (query.clauses[leaf.clause].exact) plan.any_exact = true;
    }
    plan.starts.resize(plan.intervals.leaves().size());
    step.near = nears.size();
    step.cost = plan.any_exact ? kExactCost : kNearCost;
    nears.push_back(std::move(plan));
}

void Evaluator::State::prepare_at_least(Step& step,
                                        const CompiledNode& node,
                                        const CompiledQuery& query) {
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

void Evaluator::State::prepare_together(Step& step, const CompiledNode& node) {
    const std::size_t most = node.excluding ? 2 : query_limits::kMaxTogether;
    if (node.children.size() < 2 || node.children.size() > most) {
        throw std::invalid_argument("a connector of units has too few or too many operands");
    }
    step.excluding = node.excluding;
    step.unit_starts = positions.number_of(unit_term(node.unit));
    step.rivals = rivals_of(node);
}

// The operands that are texts, where any two of them could stand at a common place.
std::vector<std::vector<std::uint32_t>> Evaluator::State::rivals_of(
    const CompiledNode& node) const {
    std::vector<std::vector<std::uint32_t>> texts;
    for (const CompiledNode& child : node.children) {
        std::vector<std::uint32_t> clauses;
        if (add_texts(child, clauses)) texts.push_back(std::move(clauses));
    }
    const auto overlap = [&](const auto& some, const auto& others) {
        return std::any_of(some.begin(), some.end(), [&](std::uint32_t a) {
            return std::any_of(others.begin(), others.end(), [&](std::uint32_t b) {
                return positions.may_overlap(a, b);
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

void Evaluator::State::begin(PositionSource& new_source, DocumentFacts& new_facts) {
    facts = &new_facts;
    positions.begin(new_source, new_facts.layout());
}

bool Evaluator::State::is_good(std::uint32_t clause, std::uint32_t first) {
    const TextClause& text = positions.clause(clause);
    return !text.exact || facts->is_exact(text, {first, first + positions.width(clause), clause});
}

void Evaluator::State::add_span(std::uint32_t clause,
                                std::uint32_t first,
                                std::vector<Span>& spans) {
    spans.push_back({first, first + positions.width(clause), clause});
}

// Visits the first positions of the occurrences within the range until `visit` gives false. Whether
// all were visited.
template <typename Visit>
bool Evaluator::State::each_occurrence(std::uint32_t clause,
                                       const PlaceRange& range,
                                       Visit&& visit) {
    Occurrences& occurrences = positions.occurrences(clause);
    for (std::uint64_t at = occurrences.next(range.first / 2); at <= range.last / 2;
         at = occurrences.next(at + 1)) {
        const auto first = static_cast<std::uint32_t>(at);
        if (!range.holds(positions.places(clause, first))) continue;
        if (!visit(first)) return false;
    }
    return true;
}

// Whether the node holds in the range. Without `spans` it stops at the first proof; otherwise it
// adds all spans of a node that holds, and none of one that does not.
bool Evaluator::State::holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans) {
    switch (step.kind) {
        case NodeKind::everything:
            return true;
        case NodeKind::filter:
        case NodeKind::date:
            return any_filter(step);
        case NodeKind::any_words:
            return false;  // prepare() refuses it
        case NodeKind::text:
            return text_holds(step, range, spans);
        case NodeKind::near:
            return near_holds(step, range, spans);
        case NodeKind::together:
            return together_holds(step, range, spans);
        case NodeKind::within:
            return within_holds(step, range, spans);
        case NodeKind::at_least:
            return at_least_holds(step, range, spans);
        case NodeKind::all_of:
            return all_hold(step, range, spans);
        case NodeKind::any_of:
            return any_holds(step, range, spans);
        case NodeKind::none_of:
            return std::none_of(step.children.begin(), step.children.end(), [&](const Step& child) {
                return holds(child, range, nullptr);
            });
    }
    return false;
}

bool Evaluator::State::any_filter(const Step& step) {
    return std::any_of(step.filter_terms->begin(),
                       step.filter_terms->end(),
                       [&](const std::string& term) { return facts->has_term(term); });
}

bool Evaluator::State::text_holds(const Step& step,
                                  const PlaceRange& range,
                                  std::vector<Span>* spans) {
    bool any = false;
    each_occurrence(step.clause, range, [&](std::uint32_t first) {
        if (!is_good(step.clause, first)) return true;
        any = true;
        if (spans != nullptr) add_span(step.clause, first, *spans);
        return spans != nullptr;
    });
    return any;
}

// Places at which texts stand are counted, not texts: of an OR, some may stand at the same.
bool Evaluator::State::at_least_holds(const Step& step,
                                      const PlaceRange& range,
                                      std::vector<Span>* spans) {
    std::vector<PlaceRange> places;
    const std::size_t before = spans == nullptr ? 0 : spans->size();
    const bool enough_will_do = step.clauses.size() == 1 && spans == nullptr;
    for (const std::uint32_t clause : step.clauses) {
        each_occurrence(clause, range, [&](std::uint32_t first) {
            if (!is_good(clause, first)) return true;
            places.push_back(positions.places(clause, first));
            if (spans != nullptr) add_span(clause, first, *spans);
            return !enough_will_do || places.size() < step.count;
        });
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    if (places.size() >= step.count) return true;
    if (spans != nullptr) spans->resize(before);
    return false;
}

bool Evaluator::State::near_holds(const Step& step,
                                  const PlaceRange& range,
                                  std::vector<Span>* spans) {
    NearPlan& plan = nears[step.near];
    const std::vector<NearIntervals::Leaf>& leaves = plan.intervals.leaves();
    const auto next = [&](std::size_t leaf, std::uint64_t from) {
        return positions.occurrences(leaves[leaf].clause).next(from);
    };
    const std::uint32_t block = std::max(kMinNearBlock, plan.intervals.width());
    bool any = false;
    for (std::uint64_t from = range.first / 2;; from += block) {
        from = plan.intervals.earliest(from, next);
        if (from == kNone || from > range.last / 2) return any;
        if (!near_in_block(plan, range, from, from + block)) continue;
        if (spans == nullptr) return true;
        any = true;
        for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
            if (leaves[leaf].excluded) continue;
            for (const std::uint32_t first : plan.starts[leaf]) {
                add_span(leaves[leaf].clause, first, *spans);
            }
        }
    }
}

// Leaves in plan.starts what takes part in an interval that begins in [from, to) and lies in the
// range. Exactness is asked only of what takes part by its positions, and of what may exclude; what
// it strikes out may have been the partner of others, so these are looked at once more.
bool Evaluator::State::near_in_block(NearPlan& plan,
                                     const PlaceRange& range,
                                     std::uint64_t from,
                                     std::uint64_t to) {
    const std::vector<NearIntervals::Leaf>& leaves = plan.intervals.leaves();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const NearIntervals::Leaf& leaf = leaves[i];
        const std::uint64_t begin = from > leaf.back ? from - leaf.back : 0;
        Occurrences& occurrences = positions.occurrences(leaf.clause);
        plan.starts[i].clear();
        for (std::uint64_t at = occurrences.next(begin); at < to + leaf.ahead;
             at = occurrences.next(at + 1)) {
            const auto first = static_cast<std::uint32_t>(at);
            const bool counts = leaf.excluded ? is_good(leaf.clause, first)
                                              : range.holds(positions.places(leaf.clause, first));
            if (counts) plan.starts[i].push_back(first);
        }
    }
    if (!plan.intervals.reduce(from, to, plan.starts)) return false;
    if (!plan.any_exact) return true;
    bool changed = false;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (leaves[i].excluded) continue;
        changed |= std::erase_if(plan.starts[i], [&](std::uint32_t first) {
                       return !is_good(leaves[i].clause, first);
                   }) > 0;
    }
    return !changed || plan.intervals.reduce(from, to, plan.starts);
}

bool Evaluator::State::together_holds(const Step& step,
                                      const PlaceRange& range,
                                      std::vector<Span>* spans) {
    bool any = false;
    for (std::uint64_t from = range.first;;) {
        const std::uint64_t reached = reach_of_all(step, from);
        if (reached > range.last) return any;  // kNone too
        const auto unit =
            unit_at(positions.positions(step.unit_starts), static_cast<std::uint32_t>(reached));
        if (!unit || unit->first > range.last) return any;
        const PlaceRange common = unit->common(range);
        if (common.first > from) {
            from = common.first;
            if (reach_of_all(step, from) > common.last) continue;  // in a later unit at best
        }
        const bool here = step.excluding ? excludes_in_unit(step, *unit, common, spans)
                                         : holds_in_unit(step, common, spans);
        if (here && spans == nullptr) return true;
        any = any || here;
        if (common.last >= range.last) return any;
        from = std::uint64_t{common.last} + 1;
    }
}

bool Evaluator::State::within_holds(const Step& step,
                                    const PlaceRange& range,
                                    std::vector<Span>* spans) {
    bool any = false;
    for (std::uint64_t from = range.first;;) {
        const std::uint64_t reached = reach(step.children[0], from);
        if (reached > range.last) return any;  // kNone too
        const auto segment = segment_at(positions.positions(step.segment_begins),
                                        positions.positions(step.segment_ends),
                                        static_cast<std::uint32_t>(reached));
        if (!segment || segment->first > range.last) return any;
        const PlaceRange common = segment->common(range);
        const bool here = holds(step.children[0], common, spans);
        if (here && spans == nullptr) return true;
        any = any || here;
        if (common.last >= range.last) return any;
        from = std::uint64_t{common.last} + 1;
    }
}

bool Evaluator::State::holds_in_unit(const Step& step,
                                     const PlaceRange& range,
                                     std::vector<Span>* spans) {
    if (step.rivals.empty()) return all_hold(step, range, spans);
    const bool all = std::all_of(step.children.begin(),
                                 step.children.end(),
                                 [&](const Step& child) { return holds(child, range, nullptr); });
    if (!all || !rivals_hold(step, range, spans)) return false;
    if (spans == nullptr) return true;
    for (const Step& child : step.children) {
        if (!child.is_texts) holds(child, range, spans);
    }
    return true;
}

bool Evaluator::State::rivals_hold(const Step& step,
                                   const PlaceRange& range,
                                   std::vector<Span>* spans) {
    struct Found {
        PlaceRange places;
        std::uint32_t clause;
        std::uint32_t first;
    };
    std::vector<std::vector<Found>> found(step.rivals.size());
    std::vector<std::vector<PlaceRange>> places(step.rivals.size());
    for (std::size_t operand = 0; operand < step.rivals.size(); ++operand) {
        for (const std::uint32_t clause : step.rivals[operand]) {
            each_occurrence(clause, range, [&](std::uint32_t first) {
                if (!is_good(clause, first)) return true;
                found[operand].push_back({positions.places(clause, first), clause, first});
                places[operand].push_back(found[operand].back().places);
                return true;
            });
        }
    }
    if (!keep_distinct(places)) return false;
    if (spans == nullptr) return true;
    for (std::size_t operand = 0; operand < found.size(); ++operand) {
        std::sort(places[operand].begin(), places[operand].end());
        for (const Found& one : found[operand]) {
            if (std::binary_search(places[operand].begin(), places[operand].end(), one.places)) {
                add_span(one.clause, one.first, *spans);
            }
        }
    }
    return true;
}

// The first operand in the range, without the second in the whole unit.
bool Evaluator::State::excludes_in_unit(const Step& step,
                                        const PlaceRange& unit,
                                        const PlaceRange& range,
                                        std::vector<Span>* spans) {
    if (step.rivals.empty()) {
        return !holds(step.children[1], unit, nullptr) && holds(step.children[0], range, spans);
    }
    std::vector<PlaceRange> others;
    for (const std::uint32_t clause : step.rivals[1]) {
        each_occurrence(clause, unit, [&](std::uint32_t first) {
            if (is_good(clause, first)) others.push_back(positions.places(clause, first));
            return true;
        });
    }
    bool any = false;
    for (const std::uint32_t clause : step.rivals[0]) {
        each_occurrence(clause, range, [&](std::uint32_t first) {
            const PlaceRange mine = positions.places(clause, first);
            const bool alone = std::none_of(others.begin(), others.end(), [&](const auto& other) {
                return other.apart_from(mine);
            });
            if (!alone || !is_good(clause, first)) return true;
            any = true;
            if (spans != nullptr) add_span(clause, first, *spans);
            return spans != nullptr;
        });
        if (any && spans == nullptr) return true;
    }
    return any;
}

bool Evaluator::State::all_hold(const Step& step,
                                const PlaceRange& range,
                                std::vector<Span>* spans) {
    const std::size_t before = spans == nullptr ? 0 : spans->size();
    for (const Step& child : step.children) {
        if (holds(child, range, spans)) continue;
        if (spans != nullptr) spans->resize(before);
        return false;
    }
    return true;
}

bool Evaluator::State::any_holds(const Step& step,
                                 const PlaceRange& range,
                                 std::vector<Span>* spans) {
    bool any = false;
    for (const Step& child : step.children) {
        if (!holds(child, range, spans)) continue;
        if (spans == nullptr) return true;
        any = true;
    }
    return any;
}

// A place to which a range that begins at or behind `from` has to reach for the node to hold in it,
// not before `from`; kNone where it holds in none.
std::uint64_t Evaluator::State::reach(const Step& step, std::uint64_t from) {
    switch (step.kind) {
        case NodeKind::any_words:
            return kNone;  // prepare() refuses it
        case NodeKind::text: {
            const std::uint64_t next = positions.occurrences(step.clause).next(from / 2);
            return next == kNone ? kNone : std::max(from, 2 * next);
        }
        case NodeKind::near: {
            const NearIntervals& intervals = nears[step.near].intervals;
            const auto next = [&](std::size_t leaf, std::uint64_t position) {
                return positions.occurrences(intervals.leaves()[leaf].clause).next(position);
            };
            const std::uint64_t begin = intervals.earliest(from / 2, next);
            return begin == kNone ? kNone : std::max(from, 2 * begin);
        }
        case NodeKind::any_of: {
            std::uint64_t least = kNone;
            for (const Step& child : step.children) least = std::min(least, reach(child, from));
            return least;
        }
        case NodeKind::together:
        case NodeKind::within:
        case NodeKind::at_least:
        case NodeKind::all_of:
            return reach_of_all(step, from);
        case NodeKind::everything:
        case NodeKind::filter:
        case NodeKind::date:
        case NodeKind::none_of:
            break;
    }
    return from;
}

std::uint64_t Evaluator::State::reach_of_all(const Step& step, std::uint64_t from) {
    if (step.excluding) return reach(step.children[0], from);
    std::uint64_t most = from;
    for (const Step& child : step.children) most = std::max(most, reach(child, from));
    return most;
}

Evaluator::Evaluator(const CompiledQuery& query) : state_(std::make_unique<State>(query)) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

bool Evaluator::matches(PositionSource& positions, DocumentFacts& facts) {
    state_->begin(positions, facts);
    return state_->holds(state_->root, PlaceRange{}, nullptr);
}

std::vector<Span> Evaluator::matching_spans(PositionSource& positions, DocumentFacts& facts) {
    state_->begin(positions, facts);
    std::vector<Span> spans;
    if (!state_->holds(state_->root, PlaceRange{}, &spans)) return {};
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
