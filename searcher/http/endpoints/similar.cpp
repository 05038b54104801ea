#include "searcher/similar.h"

#include "searcher/http/cursor.h"
#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/markup.h"
#include "searcher/http/parameters.h"

#include <optional>
#include <string>
#include <utility>

namespace gazette {

Answer answer_similar(const HttpRequest& request, const SearchService& service) {
    const auto asked = parse_similar_parameters(request);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const auto& wanted = std::get<SimilarRequest>(asked);
    Problem missing =
        problem_of(404, "document_not_found", "The index holds no document with this id.");
    if (wanted.id.size() > kMaxDocumentIdBytes) return missing;

    auto found = service.similar(wanted);
    if (const auto* wrong = std::get_if<QueryError>(&found)) return problem_of(*wrong, "");
    auto& response = std::get<std::optional<SearchResponse>>(found);
    if (!response) return missing;
    if (response->next) response->cursor = encode_cursor(wanted, *response->next);
    return timed_reply(request, to_json(*response));
}

Answer answer_similar_page(const HttpRequest& request, const SearchService& service) {
    static constexpr std::string_view kKnown[] = {"id", "ui"};
    if (auto wrong = unknown_parameter_in(request, kKnown)) return *wrong;
    SimilarRequest wanted;
    std::string ui;
    for (const Parameter& parameter : request.parameters) {
        if (parameter.name == "id") wanted.id = parameter.value;
        if (parameter.name == "ui") ui = parameter.value;
    }
    wanted.query.limit = 0;
    Problem missing =
        problem_of(404, "document_not_found", "The index holds no document with this id.");
    if (wanted.id.empty() || wanted.id.size() > kMaxDocumentIdBytes) return missing;
    auto found = service.similar(wanted);
    if (const auto* wrong = std::get_if<QueryError>(&found)) return problem_of(*wrong, "");
    const auto& response = std::get<std::optional<SearchResponse>>(found);
    if (!response) return missing;
    HttpReply reply;
    reply.status = 303;
    reply.content_type = "text/plain; charset=utf-8";
    std::string address = "./?q=" + percent_encoded(response->query.canonical);
    if (response->query.added.empty()) address = "./?doc=" + percent_encoded(wanted.id);
    if (!ui.empty()) address += "&ui=" + percent_encoded(ui);
    reply.headers.emplace_back("Location", std::move(address));
    return reply;
}

}  // namespace gazette
