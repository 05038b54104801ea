// What the tests of the searcher share.
#pragma once

#include "searcher/search.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gazette::test {

inline SearchResponse search(const Searcher& searcher, const SearchRequest& request) {
    auto answer = searcher.search(request);
    if (auto* error = std::get_if<QueryError>(&answer)) {
        throw std::runtime_error("query " + request.text + ": " + error->message);
    }
    return std::get<SearchResponse>(std::move(answer));
}

inline SearchResponse search(const Searcher& searcher, const std::string& text) {
    SearchRequest request;
    request.text = text;
    request.limit = request_limits::kMaxHits;
    return search(searcher, request);
}

inline DocumentRequest by_id(const std::string& id, const std::string& query = {}) {
    DocumentRequest request;
    request.id = id;
    request.query.text = query;
    return request;
}

inline std::vector<std::string> ids_of(const SearchResponse& response) {
    std::vector<std::string> ids;
    for (const Hit& hit : response.hits) ids.push_back(hit.id);
    return ids;
}

inline std::vector<std::string> sorted_ids(const Searcher& searcher, const std::string& text) {
    auto ids = ids_of(search(searcher, text));
    std::sort(ids.begin(), ids.end());
    return ids;
}

using ScoredIds = std::vector<std::pair<std::string, double>>;

inline ScoredIds scored_ids(const SearchResponse& response) {
    ScoredIds result;
    for (const Hit& hit : response.hits) result.push_back({hit.id, hit.score});
    return result;
}

}  // namespace gazette::test
