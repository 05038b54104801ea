#include "searcher/http/endpoints/endpoints.h"

#include "indexer/format/stored_document.h"

#include <array>
#include <string>
#include <utility>

namespace gazette {
namespace {

constexpr std::string_view kRest = "{id}";

constexpr std::array<Endpoint, 16> kEndpoints = {{
    {"/api/v1/search", true, answer_search},
    {"/api/v1/search/batch", true, answer_batch, true},
    {"/api/v1/documents", false, nullptr, true, true},
    {"/api/v1/documents/{id}", true, answer_document},
    {"/api/v1/explain", true, answer_explain},
    {"/api/v1/export", true, answer_export},
    {"/api/v1/facets", true, answer_facets},
    {"/api/v1/feed", true, answer_feed},
    {"/api/v1/similar", true, answer_similar},
    {"/api/v1/status", true, answer_status},
    {"/api/v1/suggest", true, answer_suggest},
    {"/api/v1/timeline", true, answer_timeline},
    {"/similar", true, answer_similar_page},
    {"/opensearch.xml", false, answer_opensearch},
    {"/healthz", false, answer_health},
    {"/metrics", false, nullptr, false, false, true},
}};

// RFC 9110, section 13.1.2: weak comparison with each of a list, or "*".
bool has_etag(std::string_view list, std::string_view opaque) {
    return list == "*" || list.find(opaque) != std::string_view::npos;
}

}  // namespace

std::span<const Endpoint> endpoints() {
    return kEndpoints;
}

const Endpoint* endpoint_of(std::string_view path) {
    for (const Endpoint& endpoint : kEndpoints) {
        if (!endpoint.path.ends_with(kRest)) {
            if (path == endpoint.path) return &endpoint;
            continue;
        }
        const std::string_view before =
            endpoint.path.substr(0, endpoint.path.size() - kRest.size());
        if (path.starts_with(before) && path.size() > before.size()) return &endpoint;
    }
    return nullptr;
}

HttpReply fresh_reply(const HttpRequest& request,
                      std::string content_type,
                      std::string body,
                      std::string_view etag_source) {
    // Weak: a search's answer also says how long it took. The quotes are part of what is compared.
    const std::string opaque = "\"" + content_hash(etag_source) + "\"";
    HttpReply reply;
    reply.headers.emplace_back("ETag", "W/" + opaque);
    reply.headers.emplace_back("Cache-Control", "private, no-cache");
    const std::string* known = request.header("if-none-match");
    if (known != nullptr && has_etag(*known, opaque)) {
        reply.status = 304;
        return reply;
    }
    reply.content_type = std::move(content_type);
    reply.body = std::move(body);
    return reply;
}

HttpReply timed_reply(const HttpRequest& request, std::string json) {
    // Inside of a string the quotes would be escaped.
    constexpr std::string_view kMember = "\"took_ms\":";
    std::string same_whenever_asked = json;
    if (const auto member = json.find(kMember); member != json.npos) {
        const auto time = member + kMember.size();
        same_whenever_asked.erase(time, json.find_first_of(",}", time) - time);
    }
    return fresh_reply(request, "application/json", std::move(json), same_whenever_asked);
}

}  // namespace gazette
