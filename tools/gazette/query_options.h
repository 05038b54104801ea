// What `gazette search` and `gazette explain` share: a query with its filters on the command line,
// and what is said of a query that cannot be read.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/request.h"

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace gazette {

struct QueryOptions {
    std::string index_dir;
    std::string query;
    std::vector<std::string> languages, kinds, sources, collections;
    std::string from, to;
    std::string reading = "auto";
    std::string sort = "relevance";
    std::uint32_t limit = request_limits::kDefaultHits;
    std::uint32_t offset = 0;
    bool json = false;
    bool exact = false;
    bool expand = false;
    PriorChoice prior;
    bool spans = false;

    // The options were checked when they were read.
    SearchRequest request() const;
};

// The options are bound to `options`, which must outlive the command line's parser.
void add_query_options(CLI::App& command, QueryOptions& options);
void add_page_options(CLI::App& command, QueryOptions& options);
void add_prior_options(CLI::App& command, PriorChoice& prior);

// The message, the query and a caret under the place:
//
//     gazette: a quotation mark is missing
//       "duty of care
//       ^
std::string caret_message(std::string_view query, const QueryError& error);

// Prints it on standard error, or as the API's JSON on standard output. Returns kExitUsage.
int report_query_error(const std::string& query, const QueryError& error, bool json);

}  // namespace gazette
