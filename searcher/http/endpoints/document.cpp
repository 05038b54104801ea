#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/json.h"
#include "searcher/http/parameters.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

constexpr std::string_view kBeforeId = "/api/v1/documents/";

}  // namespace

Answer answer_document(const HttpRequest& request, const SearchService& service) {
    auto asked = parse_document_parameters(request);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    auto& wanted = std::get<DocumentRequest>(asked);
    wanted.id = request.path.substr(kBeforeId.size());
    const Problem missing =
        problem_of(404, "document_not_found", "The index holds no document with this id.");
    if (wanted.id.size() > kMaxDocumentIdBytes) return missing;

    auto found = service.document(wanted);
    if (const auto* wrong = std::get_if<QueryError>(&found)) {
        return problem_of(*wrong, wanted.query.text);
    }
    const auto& document = std::get<std::optional<DocumentResponse>>(found);
    if (!document) return missing;
    std::string body = to_json(*document);
    HttpReply reply = fresh_reply(request, "application/json", {}, body);
    reply.body = reply.status == 200 ? std::move(body) : std::string();
    return reply;
}

}  // namespace gazette
