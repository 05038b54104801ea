#include "searcher/request_filters.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {

namespace {

void add_filter(Field field, const std::vector<std::string>& values, std::vector<Node>& filters) {
    if (values.empty()) return;
    Node alternatives;
    alternatives.kind = NodeKind::any_of;
    for (const std::string& value : values) {
        Node filter;
        filter.kind = NodeKind::filter;
        filter.field = field;
        filter.value = value;
        alternatives.children.push_back(std::move(filter));
    }
    const bool single = alternatives.children.size() == 1;
    filters.push_back(single ? std::move(alternatives.children.front()) : std::move(alternatives));
}

}  // namespace

Node with_filters(Node query, const SearchRequest& request) {
    std::vector<Node> filters;
    add_filter(Field::lang, request.languages, filters);
    add_filter(Field::kind, request.kinds, filters);
    add_filter(Field::source, request.sources, filters);
    add_filter(Field::collection, request.collections, filters);
    if (request.from.known() || request.to.known()) {
        Node date;
        date.kind = NodeKind::date;
        date.from = request.from;
        date.to = request.to;
        filters.push_back(std::move(date));
    }
    if (filters.empty()) return query;
    if (query.kind == NodeKind::everything && filters.size() == 1) {
        return std::move(filters.front());
    }
    Node all;
    all.kind = NodeKind::all_of;
    all.place = query.place;
    if (query.kind != NodeKind::everything) all.children.push_back(std::move(query));
    for (Node& filter : filters) all.children.push_back(std::move(filter));
    return all;
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
