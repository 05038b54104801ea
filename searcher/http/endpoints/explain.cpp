#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/parameters.h"

#include <utility>

namespace gazette {

Answer answer_explain(const HttpRequest& request, const SearchService& service) {
    static const auto kKnown = with_query_parameters();
    auto asked = parse_parameters(request, kKnown);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const auto& search = std::get<SearchRequest>(asked);

    const auto explained = service.explain(search);
    if (const auto* wrong = std::get_if<QueryError>(&explained)) {
        return problem_of(*wrong, search.text);
    }
    const std::string body = to_json(std::get<Explanation>(explained));
    return fresh_reply(request, "application/json", body, body);
}

}  // namespace gazette
