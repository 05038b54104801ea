// THE SEARCH FLOW: request -> parse -> compile -> retrieve -> locate -> respond.
#pragma once

#include "searcher/query/compiled_query.h"
#include "searcher/request.h"
#include "searcher/response.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>

namespace gazette {

struct FacetRequest;
struct FacetResponse;
struct SimilarRequest;
struct SuggestRequest;
struct SuggestResponse;
class HitStream;
struct TimelineRequest;
struct TimelineResponse;
class IndexReader;
class TextMeasures;

// What `explain` shows: the tree as it was read, with what each clause stands for.
struct ExplainedTerm {
    std::string term;      // readable; of a pattern, a word that it stands for
    std::string language;  // whose stem it is; empty for none
    std::uint64_t documents = 0;
};
struct ExplainedNode {
    std::string operation;                          // "AND", "text", "filter", ...
    std::string text;                               // of a leaf, as typed
    std::uint64_t documents = 0;                    // that satisfy this part of the query by itself
    std::vector<std::vector<ExplainedTerm>> slots;  // of a text
    std::vector<ExplainedNode> children;
};
struct Explanation {
    std::string input;
    std::string canonical;
    std::vector<Notice> notices;
    Reading reading = Reading::query;  // what was made of Reading::automatic
    std::uint64_t revision = 0;
    ExplainedNode root;
};

// A hit by its id and score alone.
struct RankedDocument {
    std::string id;
    double score = 0.0;
};

// Thread-safe. Throws SearchError when the index cannot be read.
class Searcher {
  public:
    // Opens the index and follows new manifests (looks every 250 ms). Keeps, up to so many bytes,
    // which documents matched what was asked for last. Throws IndexError.
    explicit Searcher(const std::filesystem::path& index_dir, std::size_t match_bytes = 0);
    ~Searcher();
    Searcher(Searcher&&) noexcept;

    // One that answers as if the index had documents of these collections alone: hits, counts,
    // scores, suggestions and statistics are those of such an index. Revision, time of publication
    // and what may be read on for how long are this one's. This one must outlive it.
    Searcher limited_to(std::set<std::string> collections) const;

    // A search that resumes is answered from the state that it began with; "cursor_expired" where
    // that is not kept any more.
    std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const;

    // All hits behind the first `request.offset`, to be read piece by piece; `request.limit` counts
    // for nothing. Must not outlive the Searcher.
    std::variant<std::unique_ptr<HitStream>, QueryError> stream(const SearchRequest& request) const;

    // Every hit behind the first `request.offset`, in order and from one state of the index,
    // whatever `request.limit` says and however long it takes. `take` is called for each; false
    // ends it. What comes back has no hits. Holds 16 bytes for each hit.
    std::variant<SearchResponse, QueryError> search_all(
        const SearchRequest& request, const std::function<bool(const Hit&)>& take) const;

    // The ids of the first hits, at most request_limits::kMaxRanked: the order of search(), without
    // anything to show. For evaluation.
    std::variant<std::vector<RankedDocument>, QueryError> rank(const SearchRequest& request) const;

    // Nothing where there is no such document. The query (may be empty) gives the spans.
    std::variant<std::optional<DocumentResponse>, QueryError> document(
        const DocumentRequest& request) const;

    // Documents that have what tells this one from others, the most alike first: similar.h. Nothing
    // where there is no such document. Resumes as search() does.
    std::variant<std::optional<SearchResponse>, QueryError> similar(
        const SimilarRequest& request) const;

    // How many documents each value of a field would find: facets.h.
    std::variant<FacetResponse, QueryError> facets(const FacetRequest& request) const;

    // How many documents each time has: timeline.h.
    std::variant<TimelineResponse, QueryError> timeline(const TimelineRequest& request) const;

    std::variant<Explanation, QueryError> explain(const SearchRequest& request) const;

    // What could be meant by what was typed so far: suggest.h.
    SuggestResponse suggest(const SuggestRequest& request) const;

    StatusResponse status() const;

  private:
    explicit Searcher(std::unique_ptr<IndexReader> reader);

    std::unique_ptr<IndexReader> reader_;
    std::unique_ptr<TextMeasures> measures_;
};

}  // namespace gazette
