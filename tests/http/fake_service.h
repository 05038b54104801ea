// Answers that a test can foretell, instead of an index.
#pragma once

#include "indexer/format/index_error.h"
#include "searcher/http/search_service.h"

#include <atomic>
#include <functional>
#include <stdexcept>
#include <string>

namespace gazette::test {

// Some queries have a meaning of their own: "throw", "throw-int", "index-error", "unreadable" and
// "out-of-time" throw, one with a quotation mark is a QueryError, but behind id:; any other finds
// two documents.
class FakeService final : public SearchService {
  public:
    std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const override;
    std::variant<std::optional<DocumentResponse>, QueryError> document(
        const DocumentRequest& request) const override;
    std::variant<std::optional<SearchResponse>, QueryError> similar(
        const SimilarRequest& request) const override;
    SuggestResponse suggest(const SuggestRequest& request) const override;
    std::variant<Explanation, QueryError> explain(const SearchRequest& request) const override;
    std::variant<FacetResponse, QueryError> facets(const FacetRequest& request) const override;
    std::variant<std::unique_ptr<HitStream>, QueryError> stream(
        const SearchRequest& request) const override;
    std::variant<TimelineResponse, QueryError> timeline(
        const TimelineRequest& request) const override;
    StatusResponse status() const override;
    std::optional<InputReport> inputs() const override { return reported; }
    std::optional<InputReport> reported;

    // Called inside each search.
    std::function<void(const SearchRequest&)> during_search;
    // Hits of an export; the query "break" breaks off half way.
    std::size_t stream_hits = 2;
    // Length of the text of the document "large".
    std::size_t large_text_bytes = 0;
};

}  // namespace gazette::test
