// The page of hits that a request asks for: from which state of the index, behind which hit, in
// what time, and where the next one begins. Used by the search flow, for searches and for documents
// like another one.
//
// Safe for many threads, as long as each brings an analyzer of its own. Throws SearchError where
// time is up with nothing to show.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_reader.h"
#include "searcher/index_snapshot.h"
#include "searcher/read_query.h"
#include "searcher/request.h"
#include "searcher/response.h"
#include "searcher/text_measure.h"

#include <chrono>
#include <memory>
#include <optional>
#include <variant>

namespace gazette {

// What is wrong with the limit and the offset: "page_out_of_range".
std::optional<QueryError> error_in_page(const SearchRequest& request);

// Why nothing can be read on: "cursor_expired".
QueryError cursor_expired();

// How long retrieval may take for this request.
std::chrono::seconds time_for(const SearchRequest& request);

// One state, for as long as it is held; null where that of the request is not kept any more.
std::shared_ptr<const IndexSnapshot> state_for(const IndexReader& reader,
                                               const SearchRequest& request);

// What an answer says of how its query was read. Takes `query` apart.
QueryReading reading_of(ReadQuery&& query);

double milliseconds_since(std::chrono::steady_clock::time_point start);

// The page that is asked for of what `query` finds in `index`, which is state_for() the request;
// takes `query` apart. Where there is a next page, `reader` keeps that state for it. Error:
// "cursor_expired".
std::variant<SearchResponse, QueryError> page_of(const IndexReader& reader,
                                                 const TextMeasures& measures,
                                                 const std::shared_ptr<const IndexSnapshot>& index,
                                                 ReadQuery& query,
                                                 const SearchRequest& request,
                                                 Analyzer& analyzer,
                                                 std::chrono::steady_clock::time_point start);

}  // namespace gazette
