#include "searcher/request_filters.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {

namespace {

Node joined(NodeKind kind, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
}

Node any_value(Field field, const std::vector<std::string>& values) {
    std::vector<Node> alternatives;
    for (const std::string& value : values) {
        Node filter;
        filter.kind = NodeKind::filter;
        filter.field = field;
        filter.value = value;
        alternatives.push_back(std::move(filter));
    }
    return joined(NodeKind::any_of, std::move(alternatives));
}

// What stands under one AND for one filter: what is wanted, and what is not.
using Conditions = std::vector<Node>;

std::vector<Conditions> conditions_of(const SearchRequest& request) {
    std::vector<Conditions> all;
    for (const FieldFilter& filter : field_filters(request)) {
        Conditions conditions;
        if (!filter.wanted.empty()) conditions.push_back(any_value(filter.field, filter.wanted));
        if (!filter.excluded.empty()) {
            Node none;
            none.kind = NodeKind::none_of;
            none.children.push_back(any_value(filter.field, filter.excluded));
            conditions.push_back(std::move(none));
        }
        all.push_back(std::move(conditions));
    }
    if (request.from.known() || request.to.known()) {
        Node date;
        date.kind = NodeKind::date;
        date.field = Field::date;
        date.from = request.from;
        date.to = request.to;
        all.push_back({std::move(date)});
    }
    return all;
}

Node all_of(Node query, Conditions conditions) {
    if (conditions.empty()) return query;
    if (query.kind == NodeKind::everything && conditions.size() == 1) {
        return std::move(conditions.front());
    }
    Node all;
    all.kind = NodeKind::all_of;
    all.place = query.place;
    if (query.kind != NodeKind::everything) all.children.push_back(std::move(query));
    for (Node& condition : conditions) all.children.push_back(std::move(condition));
    return all;
}

FieldFilter& filter_of(Field field, std::vector<FieldFilter>& filters) {
    const auto found = std::find_if(filters.begin(), filters.end(), [field](const auto& filter) {
        return filter.field == field;
    });
    if (found != filters.end()) return *found;
    return filters.emplace_back(FieldFilter{field, {}, {}});
}

}  // namespace

std::vector<FieldFilter> field_filters(const SearchRequest& request) {
    std::vector<FieldFilter> filters;
    const auto wanted = [&filters](Field field, const std::vector<std::string>& values) {
        if (!values.empty()) filter_of(field, filters).wanted = values;
    };
    wanted(Field::lang, request.languages);
    wanted(Field::kind, request.kinds);
    wanted(Field::source, request.sources);
    wanted(Field::publisher, request.publishers);
    wanted(Field::jurisdiction, request.jurisdictions);
    wanted(Field::collection, request.collections);
    for (const FieldValue& excluded : request.excluded) {
        filter_of(excluded.field, filters).excluded.push_back(excluded.value);
    }
    return filters;
}

Node with_filters(Node query, const SearchRequest& request) {
    Conditions together;
    for (Conditions& conditions : conditions_of(request)) {
        for (Node& condition : conditions) together.push_back(std::move(condition));
    }
    return all_of(std::move(query), std::move(together));
}

// Of a, b and c: (b AND c) OR (a AND c) OR (a AND b). Of one filter alone, nothing is left.
Node with_filters_but_one(Node query, const SearchRequest& request) {
    const std::vector<Conditions> filters = conditions_of(request);
    if (filters.size() < 2) return query;
    std::vector<Node> ways;
    for (std::size_t without = 0; without < filters.size(); ++without) {
        Conditions rest;
        for (std::size_t i = 0; i < filters.size(); ++i) {
            if (i != without) rest.insert(rest.end(), filters[i].begin(), filters[i].end());
        }
        ways.push_back(joined(NodeKind::all_of, std::move(rest)));
    }
    Conditions any;
    any.push_back(joined(NodeKind::any_of, std::move(ways)));
    return all_of(std::move(query), std::move(any));
}

std::vector<LanguageId> stemming_scope(const SearchRequest& request) {
    std::vector<LanguageId> scope;
    for (const std::string& tag : request.languages) {
        const LanguageId language = language_of(tag).id;
        if (std::find(scope.begin(), scope.end(), language) == scope.end()) {
            scope.push_back(language);
        }
    }
    return scope;
}

}  // namespace gazette
