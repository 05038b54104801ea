// Where in a document a node of the query can hold next, so that together and within pass over the
// units and segments in which it cannot. Used by the evaluator.
#pragma once

#include "searcher/match/clause_positions.h"
#include "searcher/match/evaluation_plan.h"

#include <cstdint>

namespace gazette {

// A place to which a range that begins at or behind the place `from` has to reach for the node to
// hold in it, not before `from`; Occurrences::kNone where it holds in none. Asks for positions
// alone, not for exactness: the node may still not hold there. What the source of `positions`
// throws passes through.
std::uint64_t reach(const EvaluationPlan& plan,
                    ClausePositions& positions,
                    const Step& step,
                    std::uint64_t from);

// The same for all operands of `step` in one range; where it excludes, for the first alone.
std::uint64_t reach_of_all(const EvaluationPlan& plan,
                           ClausePositions& positions,
                           const Step& step,
                           std::uint64_t from);

}  // namespace gazette
