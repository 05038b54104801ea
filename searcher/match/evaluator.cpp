#include "searcher/match/evaluator.h"

#include "searcher/match/clause_positions.h"
#include "searcher/match/distinct_places.h"
#include "searcher/match/evaluation_plan.h"
#include "searcher/match/intervals.h"
#include "searcher/match/occurrences.h"
#include "searcher/match/reach.h"
#include "searcher/match/unit_ranges.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

// Intervals of a NEAR that begin within so many positions are looked for at once: small, so that
// the first proof comes soon; no smaller than an interval, so that little is looked at twice.
constexpr std::uint32_t kMinNearBlock = 1024;

constexpr std::uint64_t kNone = Occurrences::kNone;

}  // namespace

struct Evaluator::State {
    ClausePositions positions;
    EvaluationPlan plan;
    bool asks_for_titles;  // their column lies far from what else is looked at

    DocumentFacts* facts = nullptr;

    explicit State(const CompiledQuery& query)
        : positions(query),
          plan(make_plan(query, positions)),
          asks_for_titles(positions.asks_for_titles()) {}

    void begin(PositionSource& new_source, DocumentFacts& new_facts);
    bool is_good(std::uint32_t clause, std::uint32_t first);
    bool is_surely_good_somewhere(std::uint32_t clause, std::uint32_t first);
    void add_span(std::uint32_t clause, std::uint32_t first, std::vector<Span>& spans);
    template <typename Visit>
    bool each_occurrence(std::uint32_t clause, const PlaceRange& range, Visit&& visit);

    bool holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool any_filter(const Step& step);
    bool at_least_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool text_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool near_holds(const Step& step, const PlaceRange& range, std::vector<Span>* spans);
    bool near_in_block(NearPlan& near,
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
};

void Evaluator::State::begin(PositionSource& new_source, DocumentFacts& new_facts) {
    facts = &new_facts;
    positions.begin(new_source, asks_for_titles ? new_facts.title_tokens() : 0);
}

bool Evaluator::State::is_good(std::uint32_t clause, std::uint32_t first) {
    const TextClause& text = positions.clause(clause);
    return !text.exact || facts->is_exact(text, {first, first + positions.width(clause), clause});
}

bool Evaluator::State::is_surely_good_somewhere(std::uint32_t clause, std::uint32_t first) {
    return facts->is_surely_exact_somewhere(positions.clause(clause),
                                            {first, first + positions.width(clause), clause});
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
            return false;  // make_plan() throws for it
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
    const TextClause& clause = positions.clause(step.clause);
    const bool anywhere_will_do = clause.exact && spans == nullptr && range == PlaceRange{};
    bool any = false;
    each_occurrence(step.clause, range, [&](std::uint32_t first) {
        if (anywhere_will_do && is_surely_good_somewhere(step.clause, first)) {
            any = true;
            return false;
        }
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
    NearPlan& near = plan.nears[step.near];
    const std::vector<NearIntervals::Leaf>& leaves = near.intervals.leaves();
    if (near.is_of_two_words && spans == nullptr && range == PlaceRange{}) {
        return stand_near(positions.word_positions(leaves[0].clause),
                          positions.word_positions(leaves[1].clause),
                          near.distance,
                          near.ordered);
    }
    const auto next = [&](std::size_t leaf, std::uint64_t from) {
        return positions.occurrences(leaves[leaf].clause).next(from);
    };
    const std::uint32_t block = std::max(kMinNearBlock, near.intervals.width());
    bool any = false;
    for (std::uint64_t from = range.first / 2;; from += block) {
        from = near.intervals.earliest(from, next);
        if (from == kNone || from > range.last / 2) return any;
        if (!near_in_block(near, range, from, from + block)) continue;
        if (spans == nullptr) return true;
        any = true;
        for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
            if (leaves[leaf].excluded) continue;
            for (const std::uint32_t first : near.starts[leaf]) {
                add_span(leaves[leaf].clause, first, *spans);
            }
        }
    }
}

// Leaves in near.starts what takes part in an interval that begins in [from, to) and lies in the
// range. Exactness is asked only of what takes part by its positions, and of what may exclude; what
// it strikes out may have been the partner of others, so these are looked at once more.
bool Evaluator::State::near_in_block(NearPlan& near,
                                     const PlaceRange& range,
                                     std::uint64_t from,
                                     std::uint64_t to) {
    const std::vector<NearIntervals::Leaf>& leaves = near.intervals.leaves();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const NearIntervals::Leaf& leaf = leaves[i];
        const std::uint64_t begin = from > leaf.back ? from - leaf.back : 0;
        Occurrences& occurrences = positions.occurrences(leaf.clause);
        near.starts[i].clear();
        for (std::uint64_t at = occurrences.next(begin); at < to + leaf.ahead;
             at = occurrences.next(at + 1)) {
            const auto first = static_cast<std::uint32_t>(at);
            const bool counts = leaf.excluded ? is_good(leaf.clause, first)
                                              : range.holds(positions.places(leaf.clause, first));
            if (counts) near.starts[i].push_back(first);
        }
    }
    if (!near.intervals.reduce(from, to, near.starts)) return false;
    if (!near.any_exact) return true;
    bool changed = false;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (leaves[i].excluded) continue;
        changed |= std::erase_if(near.starts[i], [&](std::uint32_t first) {
                       return !is_good(leaves[i].clause, first);
                   }) > 0;
    }
    return !changed || near.intervals.reduce(from, to, near.starts);
}

bool Evaluator::State::together_holds(const Step& step,
                                      const PlaceRange& range,
                                      std::vector<Span>* spans) {
    bool any = false;
    for (std::uint64_t from = range.first;;) {
        const std::uint64_t reached = reach_of_all(plan, positions, step, from);
        if (reached > range.last) return any;  // kNone too
        const auto unit =
            unit_at(positions.positions(step.unit_starts), static_cast<std::uint32_t>(reached));
        if (!unit || unit->first > range.last) return any;
        const PlaceRange common = unit->common(range);
        if (common.first > from) {
            from = common.first;
            if (reach_of_all(plan, positions, step, from) > common.last)
                continue;  // in a later unit at best
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
        const std::uint64_t reached = reach(plan, positions, step.children[0], from);
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
    if (!(step.ordered ? keep_ordered(places) : keep_distinct(places))) return false;
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
                return step.ordered ? mine.last < other.first : other.apart_from(mine);
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

Evaluator::Evaluator(const CompiledQuery& query) : state_(std::make_unique<State>(query)) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

bool Evaluator::matches(PositionSource& positions, DocumentFacts& facts) {
    state_->begin(positions, facts);
    return state_->holds(state_->plan.root, PlaceRange{}, nullptr);
}

std::vector<Span> Evaluator::matching_spans(PositionSource& positions, DocumentFacts& facts) {
    state_->begin(positions, facts);
    std::vector<Span> spans;
    if (!state_->holds(state_->plan.root, PlaceRange{}, &spans)) return {};
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
