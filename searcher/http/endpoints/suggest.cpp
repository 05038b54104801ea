#include "searcher/suggest.h"

#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/parameters.h"

#include <utility>

namespace gazette {

Answer answer_suggest(const HttpRequest& request, const SearchService& service) {
    const auto asked = parse_suggest_parameters(request);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    SuggestResponse response = service.suggest(std::get<SuggestRequest>(asked));
    return timed_reply(request, to_json(response));
}

}  // namespace gazette
