#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/parameters.h"

namespace gazette {

Answer answer_status(const HttpRequest& request, const SearchService& service) {
    const auto asked = parse_parameters(request, {});
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const std::string body = to_json(service.status());
    return fresh_reply(request, "application/json", body, body);
}

}  // namespace gazette
