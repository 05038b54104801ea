// Many searches in one request: JSON in, a line of the answer for each. Contract:
// schemas/batch_request.schema.json and schemas/batch_response.schema.json.
#pragma once

#include "searcher/http/problem.h"
#include "searcher/http/search_service.h"
#include "searcher/request.h"

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gazette {

// One query of a batch: what is asked, or why it cannot be.
struct BatchLine {
    std::string id;  // the client's own; may be empty
    std::variant<SearchRequest, Problem> asked;
};

// The lines of a body, in their order; or why it is no batch at all. A query that is wrong is its
// line's Problem: the rest is not harmed by it.
std::variant<std::vector<BatchLine>, Problem> read_batch(std::string_view body);

// The search that parameters stand for, or why there is none; an internal fault passes through.
std::variant<SearchResponse, Problem> search_line(const BatchLine& line,
                                                  const SearchService& service);

// The answer: a status for each line. Once `out_of_time()` says so, no further line is begun.
std::string answer_batch_lines(const std::vector<BatchLine>& lines,
                               const SearchService& service,
                               const std::function<bool()>& out_of_time);

}  // namespace gazette
