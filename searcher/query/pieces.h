// What a parser of queries puts together: nodes, and what it has to know of how they were typed.
#pragma once

#include "searcher/query/ast.h"

#include <cstddef>
#include <vector>

namespace gazette {

// A node, and what the notices need to know of how it was typed.
struct Piece {
    Node node;
    bool bracketed = false;
    bool joined = false;    // all_of without brackets
    bool by_space = false;  // its parts stand side by side, without AND
};

// How many nodes with children stand inside each other.
std::size_t operators_deep(const Node& node);
QueryError too_deep(QueryPlace place);

// `children`, of which there is one at least, in the order in which they were typed.
Node joined(NodeKind kind, std::vector<Node> children);
// NOT child; `sign` is where that is said.
Piece negation(Node child, QueryPlace sign);
// heading:child, in:annex child
Piece within(Node child, SegmentKind segment);

}  // namespace gazette
