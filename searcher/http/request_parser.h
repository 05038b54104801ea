// The head of a request: bytes from a socket -> HttpRequest, or why not. Stricter than RFC 9112
// asks where leniency has been a hole: line ends are CRLF, no folded fields, no control
// characters, one Host, no body.
#pragma once

#include "searcher/http/message.h"

#include <cstddef>
#include <string_view>
#include <variant>

namespace gazette {

// Where the first request's head ends in `bytes` (one past its empty line); npos where it has not
// ended yet. `from`: bytes before it were looked at already.
std::size_t find_head_end(std::string_view bytes, std::size_t from);

// `head` is a head with its empty line. Takes any bytes; never throws.
std::variant<HttpRequest, Problem> parse_request_head(std::string_view head);

// Takes "/path?name=value&..." apart. `+` is a space in the query only. Takes any bytes.
std::variant<HttpRequest, Problem> parse_target(std::string_view target);

}  // namespace gazette
