// The head of a request before cpp-httplib sees it: where it ends, and that it is one that can be
// read in one way only. Stricter than RFC 9112 asks where leniency has been a hole: line ends are
// CRLF, no folded fields, no control characters, one Host; a body only with a POST, of a length
// that is said once, plain and bounded.
#pragma once

#include "searcher/http/limits.h"
#include "searcher/http/problem.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gazette {

// Where the first request's head ends in `bytes` (one past its empty line); npos where it has not
// ended yet. `from`: bytes before it were looked at already.
std::size_t find_head_end(std::string_view bytes, std::size_t from);

// Pieces of the bytes that were checked; valid as long as those are.
struct CheckedHead {
    std::string_view method;   // GET, HEAD or POST
    std::string_view target;   // any bytes without a control character; parse_target takes it apart
    std::string_view version;  // HTTP/1.1 or HTTP/1.0
    std::vector<std::pair<std::string_view, std::string_view>> fields;  // values trimmed
    std::size_t body_bytes = 0;  // that follow the head; of a POST alone
};

// `head` is a head with its empty line. Takes any bytes.
// `max_ingest_bytes`: of a body with documents (POST /api/v1/documents); of others kMaxBodyBytes.
std::variant<CheckedHead, Problem> check_head(
    std::string_view head, std::size_t max_ingest_bytes = http_limits::kMaxBodyBytes);

// Whether two names of fields are the same: no matter the case of ASCII letters.
bool same_name(std::string_view a, std::string_view b);

}  // namespace gazette
