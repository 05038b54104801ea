#include "searcher/match/reach.h"

#include "searcher/match/intervals.h"
#include "searcher/match/occurrences.h"

#include <algorithm>
#include <cstddef>

namespace gazette {
namespace {

constexpr std::uint64_t kNone = Occurrences::kNone;

}  // namespace

std::uint64_t reach(const EvaluationPlan& plan,
                    ClausePositions& positions,
                    const Step& step,
                    std::uint64_t from) {
    switch (step.kind) {
        case NodeKind::any_words:
            return kNone;  // make_plan() throws for it
        case NodeKind::text: {
            const std::uint64_t next = positions.occurrences(step.clause).next(from / 2);
            return next == kNone ? kNone : std::max(from, 2 * next);
        }
        case NodeKind::near: {
            const NearIntervals& intervals = plan.nears[step.near].intervals;
            const auto next = [&](std::size_t leaf, std::uint64_t position) {
                return positions.occurrences(intervals.leaves()[leaf].clause).next(position);
            };
            const std::uint64_t begin = intervals.earliest(from / 2, next);
            return begin == kNone ? kNone : std::max(from, 2 * begin);
        }
        case NodeKind::any_of: {
            std::uint64_t least = kNone;
            for (const Step& child : step.children) {
                least = std::min(least, reach(plan, positions, child, from));
            }
            return least;
        }
        case NodeKind::together:
        case NodeKind::within:
        case NodeKind::at_least:
        case NodeKind::all_of:
            return reach_of_all(plan, positions, step, from);
        case NodeKind::everything:
        case NodeKind::filter:
        case NodeKind::date:
        case NodeKind::none_of:
            break;
    }
    return from;
}

std::uint64_t reach_of_all(const EvaluationPlan& plan,
                           ClausePositions& positions,
                           const Step& step,
                           std::uint64_t from) {
    if (step.excluding) return reach(plan, positions, step.children[0], from);
    std::uint64_t most = from;
    for (const Step& child : step.children) {
        most = std::max(most, reach(plan, positions, child, from));
    }
    return most;
}

}  // namespace gazette
