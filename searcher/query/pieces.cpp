#include "searcher/query/pieces.h"

#include "searcher/query/limits.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {

std::size_t operators_deep(const Node& node) {
    std::size_t deepest = 0;
    for (const Node& child : node.children) deepest = std::max(deepest, operators_deep(child));
    return deepest + (node.children.empty() ? 0U : 1U);
}

QueryError too_deep(QueryPlace place) {
    return {"too_deep",
            "brackets and operators stand more than " +
                std::to_string(query_limits::kMaxQueryDepth) + " deep inside each other",
            "remove brackets that are not needed, or search in steps",
            place};
}

Node joined(NodeKind kind, std::vector<Node> children) {
    Node node;
    node.kind = kind;
    node.place = {children.front().place.begin, children.back().place.end};
    node.children = std::move(children);
    return node;
}

Piece negation(Node child, QueryPlace sign) {
    Piece result;
    result.node.kind = NodeKind::none_of;
    result.node.place = {sign.begin, child.place.end};
    result.node.children.push_back(std::move(child));
    return result;
}

Piece within(Node child, SegmentKind segment) {
    Piece result;
    result.node.kind = NodeKind::within;
    result.node.place = child.place;
    result.node.segment = segment;
    result.node.children.push_back(std::move(child));
    return result;
}

}  // namespace gazette
