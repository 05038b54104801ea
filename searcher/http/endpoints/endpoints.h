// What the server answers to, beside the files of the page: one row an endpoint, one file an
// endpoint. schemas/openapi.json describes the same rows; a test compares them.
#pragma once

#include "searcher/http/message.h"
#include "searcher/http/search_service.h"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace gazette {

// A problem still lacks the path that it is about.
using Answer = std::variant<HttpReply, Problem>;

struct Endpoint {
    std::string_view path;  // as in OpenAPI; "{id}" at its end takes the rest, slashes and all
    bool searches = false;  // waits for its turn when many do
    Answer (*answer)(const HttpRequest& request, const SearchService& service) = nullptr;
    bool takes_post = false;  // and nothing else; without: GET and HEAD
    bool ingests = false;     // takes documents in; `answer` is null
    bool of_server = false;   // about the server itself, which answers it; `answer` is null
};

std::span<const Endpoint> endpoints();

// Null where the path is none of an endpoint.
const Endpoint* endpoint_of(std::string_view path);

Answer answer_search(const HttpRequest& request, const SearchService& service);
Answer answer_batch(const HttpRequest& request, const SearchService& service);
Answer answer_document(const HttpRequest& request, const SearchService& service);
Answer answer_explain(const HttpRequest& request, const SearchService& service);
Answer answer_export(const HttpRequest& request, const SearchService& service);
Answer answer_facets(const HttpRequest& request, const SearchService& service);
Answer answer_feed(const HttpRequest& request, const SearchService& service);
Answer answer_opensearch(const HttpRequest& request, const SearchService& service);
Answer answer_similar(const HttpRequest& request, const SearchService& service);
// For the page: leads on to a search for them.
Answer answer_similar_page(const HttpRequest& request, const SearchService& service);
Answer answer_suggest(const HttpRequest& request, const SearchService& service);
Answer answer_status(const HttpRequest& request, const SearchService& service);
Answer answer_timeline(const HttpRequest& request, const SearchService& service);
Answer answer_health(const HttpRequest& request, const SearchService& service);

// 200, or 304 where the client has it: `etag_source` is what makes the answer the one it is.
HttpReply fresh_reply(const HttpRequest& request,
                      std::string content_type,
                      std::string body,
                      std::string_view etag_source);

// The same of JSON that has a member "took_ms", which is not what makes it the answer it is. No
// member of what stands before it in the answer has this name.
HttpReply timed_reply(const HttpRequest& request, std::string json);

}  // namespace gazette
