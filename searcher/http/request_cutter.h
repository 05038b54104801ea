// The bytes that a connection has sent -> its next request, as soon as it is all there. What a head
// may be is head_check.h's; here is only how long it may get, and how much follows it.
#pragma once

#include "searcher/http/connection.h"
#include "searcher/http/problem.h"

#include <cstddef>
#include <string>
#include <variant>

namespace gazette {

struct CutRequest {
    std::string head;  // with the empty line that ends it
    std::string body;  // as many bytes as body_of() says
};

// Takes the next request out of `connection.in`, which is one of `all`; monostate where more bytes
// have to come first, or the problem for which it is to be refused: too long a head, only empty
// lines, or more large bodies on their way than there is room for. Remembers in the connection how
// far it has looked. Of the listener's one thread.
std::variant<std::monostate, CutRequest, Problem> cut_request(Connection& connection,
                                                              const Connections& all,
                                                              std::size_t max_ingest_bytes);

}  // namespace gazette
