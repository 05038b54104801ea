#include "searcher/query/connector_operands.h"

#include "searcher/query/printer.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {
namespace {

// What a connector by words can take: texts, ORs of them, and other connectors by words.
const Node* find_bad_near_operand(const Node& node) {
    if (node.kind == NodeKind::text) return nullptr;
    if (node.kind != NodeKind::any_of && node.kind != NodeKind::near) return &node;
    for (const Node& child : node.children) {
        if (const Node* bad = find_bad_near_operand(child)) return bad;
    }
    return nullptr;
}

// What /s, /p and /sec can take: all that is made of words.
const Node* find_bad_unit_operand(const Node& node) {
    if (node.kind == NodeKind::filter || node.kind == NodeKind::date) return &node;
    for (const Node& child : node.children) {
        if (const Node* bad = find_bad_unit_operand(child)) return bad;
    }
    return nullptr;
}

// What they can take in an order: texts, and ORs of them.
const Node* find_bad_ordered_operand(const Node& node) {
    return is_texts(node) ? nullptr : &node;
}

QueryError bad_operand(const Connector& connector, const Node& operand, const Node& bad) {
    const std::string name = connector_text(connector);
    if (connector.kind == Connector::Kind::unit && connector.ordered) {
        Connector unordered = connector;
        unordered.ordered = false;
        return QueryError{"near_operand",
                          name +
                              " stands between words, quotations, and brackets of these with OR "
                              "between them",
                          "type a " + name + " b, or " + connector_text(unordered) +
                              " where the order does not matter",
                          operand.place};
    }
    if (connector.kind == Connector::Kind::unit) {
        return QueryError{"near_operand",
                          name + " stands between words and what is made of words, not fields",
                          "type (a " + name + " b) AND " + print_query(bad),
                          bad.place};
    }
    std::string suggestion = "type for example \"duty of care\" " + name + " (breach OR failure)";
    if (bad.kind == NodeKind::all_of) suggestion = "type (a " + name + " c) AND (b " + name + " c)";
    if (bad.kind == NodeKind::within) {
        suggestion = "type in:heading(a " + name + " b), with the connector in the bracket";
    }
    if (bad.kind == NodeKind::together) suggestion = "type a /s b /s c, without a number of words";
    return QueryError{"near_operand",
                      name +
                          " stands between words, quotations, brackets of these with OR between "
                          "them, and other connectors with a number of words",
                      std::move(suggestion),
                      operand.place};
}

}  // namespace

std::optional<QueryError> error_in_operand(const Connector& connector, const Node& operand) {
    const Node* bad = connector.kind == Connector::Kind::words ? find_bad_near_operand(operand)
                      : connector.ordered                      ? find_bad_ordered_operand(operand)
                                                               : find_bad_unit_operand(operand);
    if (bad == nullptr) return std::nullopt;
    return bad_operand(connector, operand, *bad);
}

bool is_texts(const Node& node) {
    return node.kind == NodeKind::text ||
           (node.kind == NodeKind::any_of &&
            std::all_of(node.children.begin(), node.children.end(), is_texts));
}

std::size_t nears_deep(const Node& node) {
    std::size_t deepest = 0;
    for (const Node& child : node.children) deepest = std::max(deepest, nears_deep(child));
    return deepest + (node.kind == NodeKind::near ? 1U : 0U);
}

int looseness(const Connector& connector) {
    return connector.kind == Connector::Kind::words ? 0 : 1 + static_cast<int>(connector.unit);
}

}  // namespace gazette
