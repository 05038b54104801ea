#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/parameters.h"

namespace gazette {

// The process answers; it says nothing of the index, and never waits for a search.
Answer answer_health(const HttpRequest& request, const SearchService&) {
    const auto asked = parse_parameters(request, {});
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    HttpReply reply;
    reply.content_type = "text/plain; charset=utf-8";
    reply.body = "ok\n";
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

}  // namespace gazette
