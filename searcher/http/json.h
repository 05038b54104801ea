// How answers are spelled as JSON: with json_*.cpp the only file that names response keys. The
// contracts are schemas/*.schema.json; `gazette search --json` prints the same. What comes back is
// one line without a line feed, always valid UTF-8: bytes that are not become U+FFFD. What is not
// known is null; an empty string never stands for it.
#pragma once

#include "searcher/facets.h"
#include "searcher/http/ingest_service.h"
#include "searcher/http/problem.h"
#include "searcher/response.h"
#include "searcher/search.h"
#include "searcher/suggest.h"
#include "searcher/timeline.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gazette {

std::string to_json(const SearchResponse& response);
std::string to_json(const Hit& hit);  // as in the list of an answer
std::string to_json(const DocumentResponse& response);
std::string to_json(const FacetResponse& response);
std::string to_json(const TimelineResponse& response);
std::string to_json(const Explanation& explanation);
std::string to_json(const IngestReport& report);
std::string to_json(const SuggestResponse& response);
std::string to_json(const StatusResponse& response);
std::string to_json(const Problem& problem);

// One line of a batch's answer.
struct BatchResult {
    std::string id;  // the client's own; empty: null
    std::variant<SearchResponse, Problem> answer;
};
std::string to_json(const std::vector<BatchResult>& results);

// Whether objects and arrays lie deeper in each other than `limit`, in any bytes: readers and
// writers of JSON recurse over them.
bool nested_deeper(std::string_view json, std::size_t limit);

}  // namespace gazette
