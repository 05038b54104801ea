#include "searcher/http/cursor.h"
#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/parameters.h"

#include <utility>

namespace gazette {

Answer answer_search(const HttpRequest& request, const SearchService& service) {
    static const auto kKnown = with_query_parameters(
        {"sort", "limit", "offset", "exact", "expand", "prior", "half_life", "spans", "cursor"});
    auto asked = parse_parameters(request, kKnown);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    auto& search = std::get<SearchRequest>(asked);

    auto found = service.search(search);
    if (const auto* wrong = std::get_if<QueryError>(&found)) {
        return problem_of(*wrong, search.text);
    }
    auto& response = std::get<SearchResponse>(found);
    search.reading = response.query.reading;  // of all pages
    if (response.next) response.cursor = encode_cursor(search, *response.next);
    return timed_reply(request, to_json(response));
}

}  // namespace gazette
