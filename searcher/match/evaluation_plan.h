// A compiled query as the evaluator goes through it: what is cheap to prove stands first, and what
// can be known before any document is looked at is.
#pragma once

#include "searcher/match/clause_positions.h"
#include "searcher/match/intervals.h"
#include "searcher/query/compiled_query.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gazette {

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
    bool ordered = false;
    std::size_t segment_begins = 0;  // within: numbers of terms
    std::size_t segment_ends = 0;
    // Operands that could be found at a common place, or have an order, by their clauses.
    std::vector<std::vector<std::uint32_t>> rivals;
};

// A NEAR, with room for a document's occurrences.
struct NearPlan {
    explicit NearPlan(NearIntervals near) : intervals(std::move(near)) {}

    NearIntervals intervals;
    bool any_exact = false;
    // Two words, each of one slot that is no symbol: their positions are all there is to it.
    bool is_of_two_words = false;
    bool ordered = false;
    std::uint32_t distance = 0;
    std::vector<std::vector<std::uint32_t>> starts;  // by leaf
};

struct EvaluationPlan {
    Step root;
    std::vector<NearPlan> nears;
};

// Keeps references to the query. Throws std::invalid_argument for a tree that is not one: see
// Evaluator.
EvaluationPlan make_plan(const CompiledQuery& query, ClausePositions& positions);

}  // namespace gazette
