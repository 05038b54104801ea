#include "searcher/http/request_cutter.h"

#include "searcher/http/engine.h"
#include "searcher/http/head_check.h"
#include "searcher/http/limits.h"
#include "searcher/http/request_target.h"

#include <algorithm>
#include <string_view>

namespace gazette {
namespace {

Problem head_too_long(const std::string& in) {
    if (in.find('\n') >= http_limits::kMaxHeadBytes) return target_too_long();
    return problem_of(431,
                      "headers_too_large",
                      "The head of the request is longer than " +
                          std::to_string(http_limits::kMaxHeadBytes) + " bytes.");
}

}  // namespace

std::variant<std::monostate, CutRequest, Problem> cut_request(Connection& connection,
                                                              const Connections& all,
                                                              std::size_t max_ingest_bytes) {
    std::string& in = connection.in;
    // Empty lines before a request line are skipped (RFC 9112, section 2.2).
    std::size_t skipped = 0;
    while (std::string_view(in).substr(skipped).starts_with("\r\n")) skipped += 2;
    in.erase(0, skipped);
    connection.empty_lines += skipped / 2;
    if (connection.empty_lines > http_limits::kMaxEmptyLines) {
        return problem_of(400, "malformed_request", "Only empty lines come.");
    }
    connection.scanned = std::min(connection.scanned, in.size());
    const std::size_t end = find_head_end(in, connection.scanned);
    if (end > http_limits::kMaxHeadBytes && in.size() > http_limits::kMaxHeadBytes) {
        return head_too_long(in);
    }
    if (end == std::string_view::npos) {
        connection.scanned = in.size();
        return std::monostate{};
    }
    if (connection.wanted == 0) {
        const std::size_t body = body_of(std::string_view(in).substr(0, end), max_ingest_bytes);
        if (body > http_limits::kMaxBodyBytes &&
            received_bytes(all) + body > http_limits::kMaxReceivedBytes) {
            return problem_of(503, "ingest_busy", "Too much is being sent in; try again soon.");
        }
        connection.wanted = end + body;
    }
    if (in.size() < connection.wanted) return std::monostate{};
    CutRequest request{in.substr(0, end), in.substr(end, connection.wanted - end)};
    in.erase(0, connection.wanted);
    connection.scanned = 0;
    connection.wanted = 0;
    connection.empty_lines = 0;
    return request;
}

}  // namespace gazette
