#include "searcher/query/printer.h"

#include "indexer/format/fields.h"
#include "searcher/query/characters.h"
#include "searcher/query/field_values.h"

#include <algorithm>

namespace gazette {
namespace {

bool is_composite(NodeKind kind) {
    return kind == NodeKind::near || kind == NodeKind::together || kind == NodeKind::all_of ||
           kind == NodeKind::any_of;
}

std::string field_prefix(Field field) {
    return std::string(row_of(field).name) + ":";
}

// Values that read the same with and without quotation marks.
bool is_simple_value(const std::string& value) {
    return std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-' || c == '/';
    });
}

std::string print_text(const Node& node) {
    const bool dialled = node.dial != Dial::none;
    std::string text = dialled ? std::string(name_of(node.dial)) + ":" : std::string();
    text += node.exact ? quoted(node.text) : node.text;
    if (node.similar) text += "~";
    if (!node.title_only) return text;
    return field_prefix(Field::title) + (dialled ? "(" + text + ")" : text);
}

std::string print_leaf(const Node& node) {
    switch (node.kind) {
        case NodeKind::text:
            return print_text(node);
        case NodeKind::any_words:
            return "any(" + quoted(node.text) + ")";
        case NodeKind::filter:
            return field_prefix(node.field) +
                   (is_simple_value(node.value) ? node.value : quoted(node.value));
        case NodeKind::date:
            return field_prefix(node.field == Field::effective ? Field::effective : Field::date) +
                   date_range_text(node.from, node.to);
        default:
            return {};
    }
}

// The word "not", which before a connector would be read as a part of it.
bool is_word_not(const Node& node) {
    return node.kind == NodeKind::text && !node.exact && !node.similar && node.dial == Dial::none &&
           !node.title_only && ascii_lower_case(node.text) == "not";
}

// "a AND NOT b" is read in one way only; beside OR and below NOT an exclusion has its brackets.
std::string print_child(const Node& child, NodeKind parent) {
    const bool connected = parent == NodeKind::near || parent == NodeKind::together;
    const bool bracket = is_composite(child.kind) || (connected && is_word_not(child)) ||
                         (child.kind == NodeKind::none_of && parent != NodeKind::all_of);
    return bracket ? "(" + print_query(child) + ")" : print_query(child);
}

std::string join(const Node& node, const std::string& separator) {
    std::string result;
    for (const Node& child : node.children) {
        if (!result.empty()) result += separator;
        result += print_child(child, node.kind);
    }
    return result;
}

std::string print_within(const Node& node) {
    const Node& child = node.children.front();
    if (node.segment == SegmentKind::heading && child.kind == NodeKind::text) {
        const std::string text = print_query(child);
        return field_prefix(Field::heading) + (child.dial == Dial::none ? text : "(" + text + ")");
    }
    return field_prefix(Field::in) + std::string(name_of(node.segment)) + "(" + print_query(child) +
           ")";
}

}  // namespace

Connector connector_of(const Node& node) {
    Connector connector;
    connector.kind = node.kind == NodeKind::near ? Connector::Kind::words : Connector::Kind::unit;
    connector.distance = node.distance;
    connector.ordered = node.ordered;
    connector.unit = node.unit;
    connector.excluding = node.excluding;
    return connector;
}

std::string print_query(const Node& root) {
    switch (root.kind) {
        case NodeKind::near:
        case NodeKind::together:
            return join(root, " " + connector_text(connector_of(root)) + " ");
        case NodeKind::within:
            return print_within(root);
        case NodeKind::at_least:
            return "atleast" + std::to_string(root.count) + "(" +
                   print_query(root.children.front()) + ")";
        case NodeKind::all_of:
            return join(root, " AND ");
        case NodeKind::any_of:
            return join(root, " OR ");
        case NodeKind::none_of:
            return root.children.empty() ? std::string()
                                         : "NOT " + print_child(root.children.front(), root.kind);
        default:
            return print_leaf(root);
    }
}

}  // namespace gazette
