#include "searcher/query/connector_chain.h"

#include "searcher/query/connector_operands.h"
#include "searcher/query/limits.h"
#include "searcher/query/operator_notices.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace gazette {
namespace {

// `left` may be a chain of the same units, to which it is joined.
std::variant<Piece, QueryError> connected(Piece left,
                                          const Lexeme& lexeme,
                                          Piece right,
                                          std::vector<Notice>& notices) {
    const Connector& connector = lexeme.connector;
    const bool by_words = connector.kind == Connector::Kind::words;
    if (lexeme.from_sign && by_words) notices.push_back(plus_as_connector(connector, lexeme.place));
    // a /s b /s c is one sentence with all three.
    const bool joins = !by_words && !connector.excluding && !left.bracketed &&
                       left.node.kind == NodeKind::together && !left.node.excluding &&
                       left.node.unit == connector.unit && left.node.ordered == connector.ordered;
    for (const Piece* piece : {&left, &right}) {
        if (joins && piece == &left) continue;
        if (auto error = error_in_operand(connector, piece->node)) return *std::move(error);
    }
    Piece result;
    if (joins) {
        result.node = std::move(left.node);
        result.node.place.end = right.node.place.end;
        result.node.children.push_back(std::move(right.node));
    } else {
        std::vector<Node> nodes;
        nodes.push_back(std::move(left.node));
        nodes.push_back(std::move(right.node));
        result.node = joined(by_words ? NodeKind::near : NodeKind::together, std::move(nodes));
    }
    result.node.distance = connector.distance;
    result.node.ordered = connector.ordered;
    result.node.excluding = connector.excluding;
    result.node.unit = connector.unit;
    if (result.node.children.size() > query_limits::kMaxTogether) {
        return QueryError{"too_many_operands",
                          connector_text(connector) + " joins at most " +
                              std::to_string(query_limits::kMaxTogether) + " operands",
                          "put some of them in brackets, or search in steps",
                          result.node.place};
    }
    if (nears_deep(result.node) > query_limits::kMaxNearDepth) {
        return QueryError{"too_deep",
                          "connectors by words stand more than " +
                              std::to_string(query_limits::kMaxNearDepth) +
                              " deep inside each other",
                          "use /s or /p, or search in steps",
                          result.node.place};
    }
    return result;
}

}  // namespace

std::variant<Piece, QueryError> connect_chain(std::vector<Piece> pieces,
                                              std::vector<Lexeme> connectors,
                                              std::vector<Notice>& notices) {
    const QueryPlace whole = {pieces.front().node.place.begin, pieces.back().node.place.end};
    const bool mixed = std::any_of(connectors.begin(), connectors.end(), [&](const Lexeme& c) {
        return connector_text(c.connector) != connector_text(connectors.front().connector);
    });
    for (int level = 0; level <= static_cast<int>(kTextUnits); ++level) {
        for (std::size_t i = 0; i < connectors.size();) {
            if (looseness(connectors[i].connector) != level) {
                ++i;
                continue;
            }
            auto both =
                connected(std::move(pieces[i]), connectors[i], std::move(pieces[i + 1]), notices);
            if (std::holds_alternative<QueryError>(both)) return both;
            pieces[i] = std::get<Piece>(std::move(both));
            pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            connectors.erase(connectors.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    if (mixed) notices.push_back(mixed_connectors(pieces.front().node, whole));
    return std::move(pieces.front());
}

}  // namespace gazette
