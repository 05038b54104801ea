// Does a document really match, and where? The query's tree over the positions of one document.
//
// A text clause occurs at `start` where each of its slots has one of its terms at position
// start + offset. An occurrence is the interval from its first token to its last. It lies in the
// title or in the text, never across; a title_only clause occurs in the title alone.
//
//     position   0     1    2    3     4
//     text       duty  of   care is    owed       "duty of care" -> [0, 2]      owed -> [4, 4]
//
// a NEAR/n b holds where an interval of one operand ends before an interval of the other begins,
// and those two ends are at most n positions apart: NEAR/1 is "next to each other, in either
// order", and above, "duty of care" NEAR/2 owed holds and NEAR/1 does not. Intervals that share a
// token are not near each other, so `a NEAR/5 a` needs the word twice. A symbol is a token before
// the one whose position it shares: in "$5", $ and 5 are next to each other, 0 positions apart.
// Two symbols at one position count as one place. Ordered (PRE/n), the first ends before the
// second begins. Excluding (NOT NEAR/n), the intervals are those of the first operand that no
// interval of the second is near to, wherever that one stands in the document.
//
// NEAR inside NEAR: an interval of (a NEAR/n b) is the hull of two intervals near each other, and
// every such pair gives one. This is the interval algebra of Clarke, Cormack and Burkowski (1995)
// without their reduction to minimal intervals: with it, (a NEAR/3 b) NEAR/1 c would not hold in
// "a b x b c", although a, the second b and c are as near as was asked, and one more "b" in a text
// could undo a match. An operand of NEAR is a text, an OR of operands, or a NEAR.
//
// Sentences, paragraphs, sections: a node holds in a range of places where its texts are looked for
// inside that range alone. a /s b holds in a range where it has a sentence in common with which a
// and b hold; so `(a AND NOT b) /s c` is a sentence with a and c and without b, and
// `(a /s b) /p c` a paragraph with c and a sentence with a and b. Operands that are texts, or ORs
// of texts, have to be found at places apart from each other: `bank /s bank` needs the word twice.
// Excluding, there is such a sentence in which a holds and b, apart from that a, does not.
#pragma once

#include "indexer/format/stored_document.h"
#include "searcher/match/position_source.h"
#include "searcher/query/compiled_query.h"

#include <cstdint>
#include <memory>
#include <vector>

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
    // How many tokens its title has: these come first.
    virtual std::uint32_t title_tokens() = 0;
    virtual bool has_term(const std::string& term) = 0;  // filters
    // Is the text at this span, by surface forms, what the clause asks for? Asked for exact
    // clauses only, after their positions match.
    virtual bool is_exact(const TextClause& clause, const Span& span) = 0;
    // A cheap proof that it is so somewhere in the document, as a look at the text around this span
    // may give. False says nothing. Asked as is_exact() is, where nobody needs to know where.
    virtual bool is_surely_exact_somewhere(const TextClause& clause, const Span& span) {
        (void)clause;
        (void)span;
        return false;
    }
};

// Evaluates one query over many documents, with buffers that it keeps from one to the next. Holds
// a reference to the query. Not for sharing between threads. What PositionSource and
// DocumentFacts throw passes through; the next call starts afresh.
class Evaluator {
  public:
    // Throws std::invalid_argument for a tree that is not a query: a NEAR without two operands,
    // over a filter, an AND or a NOT, beyond kMaxNearDistance or kMaxNearDepth; a together with
    // too few or too many operands; a clause that is not there.
    explicit Evaluator(const CompiledQuery& query);
    ~Evaluator();
    Evaluator(Evaluator&&) noexcept;
    Evaluator& operator=(Evaluator&&) noexcept;

    // Whether the document satisfies the query. Stops at the first proof, and asks for exactness
    // last.
    bool matches(PositionSource& positions, DocumentFacts& facts);

    // The spans by which it does, in order, without repeats: those of every clause that takes part
    // in satisfying the tree (an AND below an OR that is not satisfied gives none, nor does what
    // stands under NOT; of a NEAR only the operand spans that have a partner near enough, of a
    // together those in units in which it holds). Empty
    // when the document does not match, or matches without words (filters).
    std::vector<Span> matching_spans(PositionSource& positions, DocumentFacts& facts);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// The same for a single document.
bool matches(const CompiledQuery& query, PositionSource& positions, DocumentFacts& facts);
std::vector<Span> matching_spans(const CompiledQuery& query,
                                 PositionSource& positions,
                                 DocumentFacts& facts);

}  // namespace gazette
