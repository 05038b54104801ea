// A query in terms of the index: what must be in a document (for Xapian), and what must then hold
// of its positions and its text (for our evaluator). The same for every part of an index.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/query/ast.h"

namespace gazette {

// One place of a text clause: any of `terms` stands at position (start of the match + offset).
struct Slot {
    std::uint32_t offset = 0;        // symbols share the offset of the token that follows
    std::vector<std::string> terms;  // main-stream index terms; documents that have one do not
                                     // have another, but for a word that the query gives twice
    std::string surface;             // what the token's surface form must be, if the clause is exact
    // The surface term (W...), and whether a document that has no surface term but the unstemmed
    // main term has exactly this form: see QueryToken::unstemmed_is_exact.
    std::string surface_term;
    std::string unstemmed_term;
    bool unstemmed_is_exact = true;
    bool symbol = false;  // a symbol: it stands before the token that has the same offset
};

// A term that counts for the score only.
struct ScoredTerm {
    std::string term;
    double weight = 1.0;  // factor on its BM25 weight
};

// Words that must stand at consecutive positions; a single word is a clause with one slot.
struct TextClause {
    std::vector<Slot> slots;
    bool exact = false;       // surfaces are compared on the text
    bool title_only = false;
    // Terms that every matching document has (bigrams of the characters, title copies): they
    // narrow what the evaluator has to look at. AND.
    std::vector<std::string> narrowing_terms;
    // Clauses of characters are ranked by these (bigrams, dictionary words) instead of by their
    // slots; empty: by the slots.
    std::vector<ScoredTerm> scored_terms;
    QueryPlace place;
};

struct CompiledNode {
    NodeKind kind = NodeKind::everything;
    std::uint32_t clause = 0;                // text: index into CompiledQuery::clauses
    std::uint32_t distance = 0;              // near
    std::vector<std::string> filter_terms;   // filter, date: any of; none: nothing matches
    std::vector<CompiledNode> children;
};

struct CompiledQuery {
    CompiledNode root;
    std::vector<TextClause> clauses;
    // No clause has more than one slot, none is exact and there is no NEAR: what Xapian matches
    // is the answer, and the evaluator is needed only to find the spans.
    bool xapian_suffices = true;
};

}  // namespace gazette
