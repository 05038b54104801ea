// A request as the routes see it, and their reply; no socket in sight.
#pragma once

#include "searcher/http/problem.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gazette {

struct Parameter {
    std::string name;
    std::string value;
};

// Everything in it is checked: names and values of parameters and the path are UTF-8 without NUL.
struct HttpRequest {
    std::string method;
    std::string target;                                        // as sent
    std::string path;                                          // percent-decoded
    std::vector<Parameter> parameters;                         // percent-decoded, in order
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;                                          // of a POST: any bytes
    // Requested when the client has hung up, or said that it sends no more, which looks the same.
    std::stop_token hung_up = {};

    // The first field of that name (lower case), or null.
    const std::string* header(std::string_view name) const;
};

struct HttpReply {
    int status = 200;
    std::string content_type;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    bool close = false;  // hang up afterwards
    // More of the body, behind `body`, asked for each time that the client has taken what it was
    // given; nothing: the end. Called by workers, one at a time. What it throws breaks the answer
    // off in a way that the client can see.
    std::function<std::optional<std::string>()> more = {};
};

// `application/problem+json`. Retry-After goes with a 503, Allow with a 405.
HttpReply problem_reply(const Problem& problem);

// The fields that every answer carries: date and security.
std::vector<std::pair<std::string, std::string>> common_fields();

// Called for each request, or for what is wrong with the bytes of one; by workers, several at once,
// and with a Problem by the listener's own thread too. Must not throw.
using HttpHandler = std::function<HttpReply(const std::variant<HttpRequest, Problem>&)>;

}  // namespace gazette
