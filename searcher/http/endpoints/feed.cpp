// Atom (RFC 4287) of what a search finds, the newest first; and the OpenSearch description by which
// a browser adds this archive to its search engines.
#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/limits.h"
#include "searcher/http/markup.h"
#include "searcher/http/parameters.h"

#include <string>
#include <utility>

namespace gazette {
namespace {

// As the client calls this server: the Host header was checked. Behind a proxy with TLS it says so.
std::string origin_of(const HttpRequest& request) {
    const std::string* host = request.header("host");
    const std::string* forwarded = request.header("x-forwarded-proto");
    const bool tls = forwarded != nullptr && *forwarded == "https";
    return (tls ? "https://" : "http://") + (host == nullptr ? std::string("localhost") : *host);
}

std::string element(std::string_view name, std::string_view text) {
    return "<" + std::string(name) + ">" + escaped(text) + "</" + std::string(name) + ">";
}

std::string link(std::string_view rel, std::string_view type, const std::string& address) {
    return "<link rel=\"" + std::string(rel) + "\" type=\"" + std::string(type) + "\" href=\"" +
           escaped(address) + "\"/>";
}

// Atom wants a moment: the first of what is known of the date; without one, that of the index.
std::string moment_of(const Hit& hit, const std::string& published_at) {
    return hit.date.known() ? iso_day(hit.date.first) + "T00:00:00Z" : published_at;
}

std::string entry(const Hit& hit, const std::string& origin, const std::string& published_at) {
    const std::string address = origin + "/?doc=" + percent_encoded(hit.id);
    std::string text = "  <entry>" + element("id", address) +
                       element("title", hit.title.empty() ? hit.id : hit.title) +
                       element("updated", moment_of(hit, published_at)) +
                       link("alternate", "text/html", address);
    text += "<author>" + element("name", hit.source.empty() ? "Gazette" : hit.source) + "</author>";
    if (!hit.kind.empty()) text += "<category term=\"" + escaped(hit.kind) + "\"/>";
    std::string passage;
    if (!hit.snippets.empty()) {
        for (const Fragment& fragment : hit.snippets.front().fragments) passage += fragment.text;
    }
    if (!passage.empty()) text += element("summary", passage);
    return text + "</entry>\n";
}

}  // namespace

Answer answer_feed(const HttpRequest& request, const SearchService& service) {
    static const auto kKnown = with_query_parameters();
    auto asked = parse_parameters(request, kKnown);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    auto& search = std::get<SearchRequest>(asked);
    search.sort = SortOrder::newest;
    search.limit = http_limits::kFeedEntries;
    const auto found = service.search(search);
    if (const auto* wrong = std::get_if<QueryError>(&found)) {
        return problem_of(*wrong, search.text);
    }
    const auto& response = std::get<SearchResponse>(found);
    const std::string published_at = service.status().published_at;
    const std::string origin = origin_of(request);
    const std::string query = request.target.find('?') == std::string::npos
                                  ? std::string()
                                  : request.target.substr(request.target.find('?'));
    std::string feed =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  ";
    feed += element("id", origin + "/api/v1/feed" + query);
    feed += element("title", "Gazette" + (search.text.empty() ? "" : ": " + search.text));
    feed += element("updated", published_at);
    feed += link("self", "application/atom+xml", origin + "/api/v1/feed" + query);
    feed += link("alternate", "text/html", origin + "/" + query) + "\n";
    for (const Hit& hit : response.hits) feed += entry(hit, origin, published_at);
    feed += "</feed>\n";
    return fresh_reply(request, "application/atom+xml; charset=utf-8", feed, feed);
}

Answer answer_opensearch(const HttpRequest& request, const SearchService&) {
    const auto asked = parse_parameters(request, {});
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const std::string origin = escaped(origin_of(request));
    std::string text =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
        "  <ShortName>Gazette</ShortName>\n"
        "  <Description>Search the archive</Description>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        "  <Url type=\"text/html\" template=\"" +
        origin +
        "/?q={searchTerms}\"/>\n"
        "  <Url type=\"application/atom+xml\" template=\"" +
        origin +
        "/api/v1/feed?q={searchTerms}\"/>\n"
        "</OpenSearchDescription>\n";
    return fresh_reply(request, "application/opensearchdescription+xml", text, text);
}

}  // namespace gazette
