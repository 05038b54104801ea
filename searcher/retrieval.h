// A compiled query over the parts of an index -> the hits of a page, in order, and how many
// documents there are in all.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"
#include "searcher/request.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace gazette {

struct QueryWeights;

// A hit by which the order goes on: what is wanted stands behind it.
struct AfterHit {
    double score = 0.0;
    DocumentPlace place;
};

// Which hits are wanted.
struct Page {
    SortOrder sort = SortOrder::relevance;
    std::uint32_t offset = 0;
    std::uint32_t limit = 0;        // 0: only the total
    std::optional<AfterHit> after;  // of the same index, query, order and prior
    PriorChoice prior = {};
};

struct RetrievedHit {
    DocumentPlace place;
    double score = 0.0;
};

struct Retrieved {
    std::vector<RetrievedHit> hits;
    std::uint64_t total = 0;  // of the whole query, wherever the page begins
    // False: time was up before every document was looked at. The hits are the best of those that
    // were, and the total is how many of those satisfy the query.
    bool complete = true;
};

// When a search has to be done. Asked often; by any thread.
class Deadline {
  public:
    Deadline(std::chrono::steady_clock::time_point at)  // NOLINT: a time is a deadline
        : passed_([at] { return std::chrono::steady_clock::now() >= at; }) {}
    // For tests, which do not judge time.
    explicit Deadline(std::function<bool()> passed) : passed_(std::move(passed)) {}

    bool passed() const { return passed_(); }

  private:
    std::function<bool()> passed_;
};

// Total order: score (higher first), date (newer first, unknown last), id; or date (newer or
// older first, unknown last), id. It does not depend on how the index is cut in parts, and
// neither do scores, to the last bit. Every page costs about the same, however far behind the
// first hit it begins, where `after` says where; an offset costs memory for what it leaves out.
// Throws SearchError where a part cannot be read.
Retrieved retrieve(const IndexSnapshot& index,
                   const CompiledQuery& query,
                   const Page& page,
                   Analyzer& analyzer,
                   const Deadline& deadline);

// The same by weights of the caller's, which `page.prior` adds nothing to.
Retrieved retrieve_by(const QueryWeights& weights,
                      const IndexSnapshot& index,
                      const CompiledQuery& query,
                      const Page& page,
                      Analyzer& analyzer,
                      const Deadline& deadline);

// Whether any document satisfies the query; nothing where time was up before that was known.
std::optional<bool> finds_any(const IndexSnapshot& index,
                              const CompiledQuery& query,
                              Analyzer& analyzer,
                              const Deadline& deadline);

}  // namespace gazette
