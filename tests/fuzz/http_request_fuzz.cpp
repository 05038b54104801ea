// Any bytes as the head of a request: it is refused, or understood as valid UTF-8 within bounds;
// and never differently when it arrives in two pieces.
#include "searcher/http/access_log.h"
#include "searcher/http/json.h"
#include "searcher/http/limits.h"
#include "searcher/http/parameters.h"
#include "searcher/http/request_parser.h"
#include "searcher/http/utf16.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const gazette::HttpRequest& request) {
    namespace limits = gazette::http_limits;
    static constexpr std::array<std::string_view, 10> kKnown = {
        "q", "lang", "kind", "source", "collection", "from", "to", "sort", "limit", "offset"};
    require(request.method == "GET" || request.method == "HEAD");
    require(request.path.starts_with('/') && gazette::is_valid_utf8(request.path));
    require(request.target.size() <= limits::kMaxRequestTargetBytes);
    require(request.headers.size() <= limits::kMaxHeaderFields);
    require(request.parameters.size() <= limits::kMaxParameters);
    for (const auto& [name, value] : request.parameters) {
        require(gazette::is_valid_utf8(name) && gazette::is_valid_utf8(value));
        require((name + value).find('\0') == std::string::npos);
    }
    const auto parsed = gazette::parse_parameters(request, kKnown);
    if (const auto* problem = std::get_if<gazette::Problem>(&parsed)) {
        require(gazette::is_valid_utf8(gazette::to_json(*problem)));
    }
    require(gazette::escaped_for_log(request.target).find('\n') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::size_t end = gazette::find_head_end(bytes, 0);
    const std::size_t half = size / 2;
    const std::size_t early = gazette::find_head_end(bytes.substr(0, half), 0);
    require((early != std::string_view::npos ? early : gazette::find_head_end(bytes, half)) == end);

    const auto parsed = gazette::parse_request_head(bytes.substr(0, end));
    if (const auto* request = std::get_if<gazette::HttpRequest>(&parsed)) {
        require(end != std::string_view::npos);
        check(*request);
    } else {
        require(gazette::is_valid_utf8(gazette::to_json(std::get<gazette::Problem>(parsed))));
    }
    return 0;
}
