#include "searcher/http/batch.h"

#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/limits.h"
#include "searcher/http/parameters.h"

#include <chrono>
#include <string>
#include <utility>
#include <variant>

namespace gazette {
namespace {

// A page of another site can send a form or a text unasked, but not this.
bool is_json(const HttpRequest& request) {
    const std::string* type = request.header("content-type");
    if (type == nullptr) return false;
    const std::string media = type->substr(0, type->find_first_of("; \t"));
    return media == "application/json";
}

}  // namespace

Answer answer_batch(const HttpRequest& request, const SearchService& service) {
    const auto none = parse_parameters(request, {});
    if (const auto* wrong = std::get_if<Problem>(&none)) return *wrong;
    if (!is_json(request)) {
        return problem_of(415, "json_required", "The body is application/json.");
    }
    const auto lines = read_batch(request.body);
    if (const auto* wrong = std::get_if<Problem>(&lines)) return *wrong;

    const auto until = std::chrono::steady_clock::now() + http_limits::kMaxBatchTime;
    HttpReply reply;
    reply.content_type = "application/json";
    reply.headers.emplace_back("Cache-Control", "no-store");
    reply.body = answer_batch_lines(std::get<std::vector<BatchLine>>(lines), service, [&] {
        return std::chrono::steady_clock::now() >= until;
    });
    return reply;
}

}  // namespace gazette
