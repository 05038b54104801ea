// What the server asks of the searcher; between them so that tests can put their own behind it.
#pragma once

#include "searcher/facets.h"
#include "searcher/hit_stream.h"
#include "searcher/search.h"
#include "searcher/similar.h"
#include "searcher/suggest.h"
#include "searcher/timeline.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace gazette {

// Inputs that are not in the index for the same reason.
struct UnreadInputs {
    std::string reason;  // a name: "encrypted"
    std::uint64_t inputs = 0;
    std::vector<std::string> examples;  // uris, the first ones
};

// What became of all inputs.
struct InputReport {
    std::map<std::string, std::uint64_t> outcomes;
    std::vector<UnreadInputs> unread;  // most inputs first
};

// Called by several threads at once. A SearchError or IndexError becomes a 503, anything else a
// 500; its text goes to the log and never to a client.
class SearchService {
  public:
    virtual ~SearchService() = default;
    virtual std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const = 0;
    virtual std::variant<std::optional<DocumentResponse>, QueryError> document(
        const DocumentRequest& request) const = 0;
    virtual std::variant<std::optional<SearchResponse>, QueryError> similar(
        const SimilarRequest& request) const = 0;
    virtual std::variant<FacetResponse, QueryError> facets(const FacetRequest& request) const = 0;
    virtual std::variant<std::unique_ptr<HitStream>, QueryError> stream(
        const SearchRequest& request) const = 0;
    virtual std::variant<TimelineResponse, QueryError> timeline(
        const TimelineRequest& request) const = 0;
    virtual std::variant<Explanation, QueryError> explain(const SearchRequest& request) const = 0;
    virtual SuggestResponse suggest(const SuggestRequest& request) const = 0;
    virtual StatusResponse status() const = 0;
    // Nothing where that is not known, and for who may not see all collections.
    virtual std::optional<InputReport> inputs() const { return std::nullopt; }
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
