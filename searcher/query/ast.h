// The syntax tree of a query: what the words on the line say, before any index is looked at.
#pragma once

#include "indexer/format/civil_date.h"
#include "indexer/format/fields.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

// Bytes of the query as it was typed.
struct QueryPlace {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

enum class NodeKind : std::uint8_t {
    everything,  // the empty query: all documents
    text,        // a run of words without a space, or a quoted phrase
    near,        // two operands within `distance` positions of each other
    together,    // operands in the same sentence, paragraph or section
    within,      // one segment of a kind, in which the child holds
    all_of,      // AND
    any_of,      // OR
    none_of,     // NOT: one child
    filter,      // field:value with an exact value
    date,        // date:from..to
    at_least,    // the child's words at least `count` times
    any_words,   // plain text: any of its words (any_words.h)
};

// How strictly a text is compared.
enum class Dial : std::uint8_t {
    none,
    letter_case,  // case:  as in a quotation, and in the letter case as typed
    script,       // script:  as in a quotation, and Han characters as typed
    stems,        // stem:  by its stems, also between quotation marks
};

struct Node {
    NodeKind kind = NodeKind::everything;
    QueryPlace place;

    // text, any_words: the words as typed, without the quotation marks. `exact` where they were
    // quoted.
    // Valid UTF-8 without control characters, never empty.
    std::string text;
    bool exact = false;
    Dial dial = Dial::none;
    bool patterns = false;    // has wildcards: see wildcards.h
    bool similar = false;     // word~: the text is the word, without the ~
    bool title_only = false;  // title:...

    // near
    std::uint32_t distance = 0;
    bool ordered = false;  // near, together: the first before the second

    std::uint32_t count = 0;  // at_least

    // text: parts of it that a document has to have as words of their own, as far as the dictionary
    // knows them: 軟體, but not in 柔軟體操. Never typed, nor printed.
    std::vector<std::string> whole_words;

    double weight = 1.0;  // any_words: a factor on what its words count; never typed, nor printed

    // near, together: NOT w/n, NOT /s: the first without the second so near
    bool excluding = false;
    TextUnit unit = TextUnit::sentence;  // together

    SegmentKind segment = SegmentKind::heading;  // within

    // filter; date: date or effective
    Field field = Field::title;
    std::string value;

    // date: an end that is not given is unknown
    CivilPeriod from;
    CivilPeriod to;

    std::vector<Node> children;
};

// Something the person should know about how the query was read; it was still read.
struct Notice {
    std::string code;     // stable: "mixed_and_or"
    std::string message;  // a sentence
    QueryPlace place;
    // What may have been meant: typed at `place`, it makes a query of it. May be empty.
    std::string instead = {};
    std::vector<std::string> words = {};  // that the message names
};

// Why a query cannot be read, and where. The codes: schemas/query_syntax.md.
struct QueryError {
    std::string code;        // stable: "unbalanced_quote", "too_long", "unknown_field", ...
    std::string message;     // what is wrong, what was expected
    std::string suggestion;  // what to type instead; may be empty
    QueryPlace place;
};

struct ParsedQuery {
    std::string input;
    Node root;
    std::string canonical;  // the tree printed back: parses to the same tree (but for places)
    std::vector<Notice> notices;
    // Nothing but words side by side: no operator, quotation, bracket or field was typed.
    bool only_words = false;
    // Of them as many as a question in plain words has: query_limits.
    bool question = false;
};

}  // namespace gazette
