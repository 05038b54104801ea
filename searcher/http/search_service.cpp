#include "searcher/http/search_service.h"

#include "searcher/http/server.h"

#include <utility>

namespace gazette {
namespace {

class SearcherService final : public SearchService {
  public:
    explicit SearcherService(const Searcher& searcher) : searcher_(searcher) {}

    std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const override {
        return searcher_.search(request);
    }
    std::variant<std::optional<DocumentResponse>, QueryError> document(
        const DocumentRequest& request) const override {
        return searcher_.document(request);
    }
    std::variant<FacetResponse, QueryError> facets(const FacetRequest& request) const override {
        return searcher_.facets(request);
    }
    std::variant<std::unique_ptr<HitStream>, QueryError> stream(
        const SearchRequest& request) const override {
        return searcher_.stream(request);
    }
    std::variant<TimelineResponse, QueryError> timeline(
        const TimelineRequest& request) const override {
        return searcher_.timeline(request);
    }
    std::variant<Explanation, QueryError> explain(const SearchRequest& request) const override {
        return searcher_.explain(request);
    }
    StatusResponse status() const override { return searcher_.status(); }

  private:
    const Searcher& searcher_;
};

}  // namespace

std::unique_ptr<const SearchService> service_of(const Searcher& searcher) {
    return std::make_unique<SearcherService>(searcher);
}

Server::Server(const Searcher& searcher, ServerOptions options)
    : Server(service_of(searcher), std::move(options)) {}

}  // namespace gazette
