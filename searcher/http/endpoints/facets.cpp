#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/parameters.h"

#include <utility>

namespace gazette {

Answer answer_facets(const HttpRequest& request, const SearchService& service) {
    const auto asked = parse_facet_parameters(request);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const auto& wanted = std::get<FacetRequest>(asked);

    auto counted = service.facets(wanted);
    if (const auto* wrong = std::get_if<QueryError>(&counted)) {
        return problem_of(*wrong, wanted.query.text);
    }
    auto& response = std::get<FacetResponse>(counted);
    return timed_reply(request, to_json(response));
}

}  // namespace gazette
