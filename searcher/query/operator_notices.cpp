#include "searcher/query/operator_notices.h"

#include "searcher/query/printer.h"

#include <string>

namespace gazette {

bool is_connector(const Node& node) {
    return node.kind == NodeKind::near || node.kind == NodeKind::together;
}

Notice mixed_and_or(const Node& node) {
    return {"mixed_and_or",
            "AND binds tighter than OR: the query was read as " + print_query(node),
            node.place};
}

Notice not_in_or(const Node& node) {
    return {
        "not_in_or", "an alternative that only excludes matches nearly every document", node.place};
}

Notice idle_plus(QueryPlace plus) {
    return {"plus_without_effect",
            "+ does not make a word required beside OR: words side by side are all required, "
            "alternatives are not",
            plus};
}

Notice near_beside_words(const Node& near) {
    return {"near_beside_words",
            connector_text(connector_of(near)) +
                " joins only the words next to it: " + print_query(near),
            near.place};
}

Notice near_beside_or(const Node& near) {
    return {"near_beside_or",
            connector_text(connector_of(near)) + " binds tighter than OR: " + print_query(near) +
                " was read as one alternative",
            near.place};
}

Notice mixed_connectors(const Node& node, QueryPlace place) {
    return {"mixed_connectors",
            "numbers of words bind tighter than sentences, paragraphs and sections, in this "
            "order, and equals from left to right: the query was read as " +
                print_query(node),
            place};
}

Notice plus_as_connector(const Connector& connector, QueryPlace place) {
    return {"plus_connector",
            "+" + std::to_string(connector.distance) + " was read as a connector, " +
                connector_text(connector) +
                ": the second word at most so many words behind the first. To require the "
                "number, put it in quotation marks",
            place};
}

}  // namespace gazette
