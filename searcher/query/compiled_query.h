// A query in terms of the index: what must be in a document (for Xapian), and what must then hold
// of its positions and its text (for our evaluator). The same for every part of an index.
#pragma once

#include "searcher/query/ast.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// One place of a text clause: any of `terms` stands at position (start of the match + offset).
struct Slot {
    std::uint32_t offset = 0;        // symbols share the offset of the token that follows
    std::vector<std::string> terms;  // main-stream index terms; documents that have one do not
                                     // have another, but for a word that the query gives twice
    // Whether the token must be written in one of these forms (surface forms, ascending).
    bool exact = false;
    std::vector<std::string> surfaces;
    // Index terms: a document with such a token has one of the form terms, and the sure ones are
    // those of them that no token has which is written otherwise (QueryToken::unstemmed_is_exact).
    std::vector<std::string> form_terms;
    std::vector<std::string> sure_form_terms;
    std::string spelling;  // what the clause's `dial` compares, as spelling_of() makes it
    // A word pattern: `surfaces` are the words of the index that it stands for, and whatever has a
    // form term has a term of `terms`.
    bool pattern = false;
    bool symbol = false;  // it stands before the token that has the same offset

    bool has_surface(std::string_view surface) const {
        return std::binary_search(surfaces.begin(), surfaces.end(), surface);
    }
};

// What counts for the score only: its terms are one synonym group and weigh as one word.
struct ScoredTerm {
    std::vector<std::string> terms;  // distinct; one for a bigram or a dictionary word
    double weight = 1.0;             // factor on its BM25 weight
};

// Words that must stand at consecutive positions; a single word is a clause with one slot. An
// offset without a slot is of any one word.
struct TextClause {
    std::vector<Slot> slots;
    bool exact = false;      // a slot is
    Dial dial = Dial::none;  // letter_case, script: all slots are exact, and compared once more
    bool title_only = false;
    // Every matching document has, of each of these groups, at least one term (an AND of ORs):
    // bigrams of the characters, title copies, surface forms. They narrow what the evaluator has
    // to look at; for a title clause of one slot they are the answer itself.
    std::vector<std::vector<std::string>> narrowing_terms;
    // And it is in each of these buckets of adjacent words: those of exact words side by side.
    std::vector<std::uint32_t> adjacency_buckets;
    // A clause that holds two or more neighbouring characters is ranked by these instead of by
    // its slots: its bigrams and dictionary words, its words, its lone characters. Empty: by the
    // slots.
    std::vector<ScoredTerm> scored_terms;
    QueryPlace place;
};

// A none_of stands only directly below an all_of that has a child of another kind: "NOT x" alone
// is all_of[everything, none_of[x]].
struct CompiledNode {
    NodeKind kind = NodeKind::everything;
    std::uint32_t clause = 0;                    // text: index into CompiledQuery::clauses
    std::uint32_t distance = 0;                  // near
    std::uint32_t count = 0;                     // at_least
    bool ordered = false;                        // near, together
    bool excluding = false;                      // near, together
    bool are_words = false;                      // any_of: the words of a text, side by side
    TextUnit unit = TextUnit::sentence;          // together
    SegmentKind segment = SegmentKind::heading;  // within
    std::vector<std::string> filter_terms;       // filter, date: any of; none: nothing matches
    bool by_publication = false;                 // date: of Columns::date_first() and date_last()
    CivilDay first_day = kUnknownDay;            // date: the range; unknown: open
    CivilDay last_day = kUnknownDay;
    std::vector<CompiledNode> children;
};

// Documents that stand before the others because of what they are called: those with a term of
// each group. Of two such documents the one of the higher tier stands first.
struct NamedFirst {
    std::vector<std::vector<std::string>> groups;  // index terms, none of the groups empty
    unsigned tier = 1;                             // 2: by a whole name
};

struct CompiledQuery {
    CompiledNode root;
    std::vector<TextClause> clauses;
    std::vector<NamedFirst> named;
    // Words that only count for the score: whatever satisfies the query stands the higher, the more
    // of them it has. Their scored terms have factors, of which all together count as much as
    // ranking::kAddedShare of the query's own words.
    std::vector<TextClause> added;
    // No clause has more than one slot, none is exact and there is no connector: what Xapian
    // matches (slots AND narrowing terms) is the answer, and the evaluator is needed only to find
    // the spans.
    bool xapian_suffices = true;
    std::vector<Notice> notices;  // what of the query was read otherwise than it might be meant
};

}  // namespace gazette
