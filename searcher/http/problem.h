// What went wrong, as RFC 9457 tells it: `application/problem+json`. Contract:
// schemas/problem.schema.json; the codes are listed in schemas/README.md and never change meaning.
#pragma once

#include "searcher/query/ast.h"

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

struct Problem {
    int status = 500;
    std::string code;       // stable: "unknown_parameter"
    std::string detail;     // a sentence for a person
    std::string parameter;  // the one that is wrong; empty: left out
    std::string instance;   // path of the request, without its query; empty: left out
    // Of a query that cannot be read.
    std::string suggestion;  // empty: left out
    std::optional<QueryPlace> place;
    std::string allow;  // of a 405: the methods that are served; not spelled. Empty: GET, HEAD
    std::string query;  // that `place` lies in; not spelled, it gives the UTF-16 offsets
};

// "Bad Request"; the same for every problem of a status.
std::string_view title_of_status(int status);

// Without a place. `code` is listed in schemas/README.md.
Problem problem_of(int status, std::string code, std::string detail);

// 503: the search itself took too long.
Problem out_of_time_problem();

// 400, with the place in `query`; 404 or 410 where what is asked for is not there, or no more.
Problem problem_of(const QueryError& error, std::string query);

}  // namespace gazette
