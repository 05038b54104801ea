// Does a document really match, and where? The query's tree over the positions of one document.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "indexer/format/stored_document.h"
#include "searcher/match/position_source.h"
#include "searcher/query/compiled_query.h"

namespace gazette {

// Positions [first, last] that satisfied text clause `clause`. `last` is the position of the last
// token, so first == last for a word.
struct Span {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t clause = 0;

    friend auto operator<=>(const Span&, const Span&) = default;
};

// What the evaluator is told of the current document besides its positions.
class DocumentFacts {
  public:
    virtual ~DocumentFacts() = default;
    virtual PositionLayout layout() = 0;
    virtual bool has_term(const std::string& term) = 0;  // filters
    // Is the text at this span, by surface forms, what the clause asks for? Asked for exact
    // clauses only, after their positions match.
    virtual bool is_exact(const TextClause& clause, const Span& span) = 0;
};

// Whether the document satisfies the query.
bool matches(const CompiledQuery& query, PositionSource& positions, DocumentFacts& facts);

// The spans by which it does, in order, without repeats: those of every clause that takes part in
// satisfying the tree (an AND below an OR that is not satisfied gives none, nor does what stands
// under NOT; of a NEAR only the operand spans that have a partner near enough). Empty when the
// document does not match, or matches without words (filters).
std::vector<Span> matching_spans(const CompiledQuery& query,
                                 PositionSource& positions,
                                 DocumentFacts& facts);

}  // namespace gazette
