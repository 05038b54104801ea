#include "searcher/http/search_service.h"

#include "searcher/http/server.h"

#include <utility>

namespace gazette {
namespace {

class SearcherService : public SearchService {
  public:
    explicit SearcherService(const Searcher& searcher) : searcher_(searcher) {}

    std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const override {
        return searcher_.search(request);
    }
    std::variant<std::optional<DocumentResponse>, QueryError> document(
        const DocumentRequest& request) const override {
        return searcher_.document(request);
    }
    std::variant<std::optional<SearchResponse>, QueryError> similar(
        const SimilarRequest& request) const override {
        return searcher_.similar(request);
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
    SuggestResponse suggest(const SuggestRequest& request) const override {
        return searcher_.suggest(request);
    }
    StatusResponse status() const override { return searcher_.status(); }

    std::unique_ptr<const SearchService> limited_to(
        const std::set<std::string>& collections) const override;

  private:
    const Searcher& searcher_;
};

// Holds the searcher that the other one refers to.
struct OwnSearcher {
    Searcher searcher;
};
class LimitedService final : private OwnSearcher, public SearcherService {
  public:
    explicit LimitedService(Searcher limited)
        : OwnSearcher{std::move(limited)}, SearcherService(OwnSearcher::searcher) {}
};

std::unique_ptr<const SearchService> SearcherService::limited_to(
    const std::set<std::string>& collections) const {
    return std::make_unique<LimitedService>(searcher_.limited_to(collections));
}

}  // namespace

std::unique_ptr<const SearchService> service_of(const Searcher& searcher) {
    return std::make_unique<SearcherService>(searcher);
}

Server::Server(const Searcher& searcher, ServerOptions options)
    : Server(service_of(searcher), std::move(options)) {}

}  // namespace gazette
