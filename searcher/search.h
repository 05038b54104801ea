// THE SEARCH FLOW: request -> parse -> compile -> retrieve -> locate -> respond.
#pragma once

#include "searcher/query/compiled_query.h"
#include "searcher/request.h"
#include "searcher/response.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace gazette {

class IndexReader;

// What `explain` shows: the tree as it was read, with what each clause stands for.
struct ExplainedTerm {
    std::string term;      // readable
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
    // Opens the index and follows new manifests (looks every 250 ms). Throws IndexError.
    explicit Searcher(const std::filesystem::path& index_dir);
    ~Searcher();

    std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const;

    // The ids of the first hits, at most request_limits::kMaxRanked: the order of search(), without
    // anything to show. For evaluation.
    std::variant<std::vector<RankedDocument>, QueryError> rank(const SearchRequest& request) const;

    // Nothing where there is no such document. `query` (may be empty) gives the spans.
    std::variant<std::optional<DocumentResponse>, QueryError> document(
        const std::string& id, const SearchRequest& query) const;

    std::variant<Explanation, QueryError> explain(const SearchRequest& request) const;

    StatusResponse status() const;

  private:
    std::unique_ptr<IndexReader> reader_;
};

}  // namespace gazette
