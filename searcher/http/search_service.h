// What the server asks of the searcher; between them so that tests can put their own behind it.
#pragma once

#include "searcher/facets.h"
#include "searcher/hit_stream.h"
#include "searcher/search.h"
#include "searcher/suggest.h"
#include "searcher/timeline.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>

namespace gazette {

// Called by several threads at once. A SearchError or IndexError becomes a 503, anything else a
// 500; its text goes to the log and never to a client.
class SearchService {
  public:
    virtual ~SearchService() = default;
    virtual std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const = 0;
    virtual std::variant<std::optional<DocumentResponse>, QueryError> document(
        const DocumentRequest& request) const = 0;
    virtual std::variant<FacetResponse, QueryError> facets(const FacetRequest& request) const = 0;
    virtual std::variant<std::unique_ptr<HitStream>, QueryError> stream(
        const SearchRequest& request) const = 0;
    virtual std::variant<TimelineResponse, QueryError> timeline(
        const TimelineRequest& request) const = 0;
    virtual std::variant<Explanation, QueryError> explain(const SearchRequest& request) const = 0;
    virtual SuggestResponse suggest(const SuggestRequest& request) const = 0;
    virtual StatusResponse status() const = 0;
    // One that answers as if there were documents of these collections alone; null where there is
    // no such thing. This one must outlive it.
    virtual std::unique_ptr<const SearchService> limited_to(
        const std::set<std::string>& /*collections*/) const {
        return nullptr;
    }
};

// `searcher` must outlive it.
std::unique_ptr<const SearchService> service_of(const Searcher& searcher);

}  // namespace gazette
