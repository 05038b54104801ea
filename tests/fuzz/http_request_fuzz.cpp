// Any bytes as a request: it is refused, or understood as valid UTF-8 within bounds,
// and answered once, in one piece; and its end is found wherever it is cut on its way.
#include "searcher/http/access_log.h"
#include "searcher/http/batch.h"
#include "searcher/http/engine.h"
#include "searcher/http/head_check.h"
#include "searcher/http/json.h"
#include "searcher/http/limits.h"
#include "searcher/http/parameters.h"
#include "searcher/http/utf16.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const gazette::HttpRequest& request) {
    namespace limits = gazette::http_limits;
    static constexpr std::array<std::string_view, 13> kKnown = {"q",
                                                                "lang",
                                                                "kind",
                                                                "source",
                                                                "collection",
                                                                "from",
                                                                "to",
                                                                "sort",
                                                                "limit",
                                                                "offset",
                                                                "exact",
                                                                "spans",
                                                                "cursor"};
    const bool posted = request.method == "POST";
    require(request.method == "GET" || request.method == "HEAD" || posted);
    require(request.body.size() <= (posted ? limits::kMaxBodyBytes : 0));
    if (posted) gazette::read_batch(request.body);
    gazette::parse_document_parameters(request);
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

    int calls = 0;
    bool understood = false;
    static constexpr std::string_view kBody = "the whole body";
    gazette::Engine engine([&](const std::variant<gazette::HttpRequest, gazette::Problem>& asked) {
        ++calls;
        if (const auto* request = std::get_if<gazette::HttpRequest>(&asked)) {
            understood = true;
            check(*request);
            return gazette::HttpReply{200, "text/plain", std::string(kBody), {}};
        }
        const auto& problem = std::get<gazette::Problem>(asked);
        require(gazette::is_valid_utf8(gazette::to_json(problem)));
        return gazette::problem_reply(problem);
    });
    const std::string_view head = bytes.substr(0, end);
    const std::size_t wanted = gazette::body_of(head);
    require(wanted <= gazette::http_limits::kMaxBodyBytes);
    const gazette::EngineReply reply =
        engine.answer(head, std::string(bytes.substr(head.size(), wanted)));
    require(calls == 1);
    require(!understood || end != std::string_view::npos);
    const std::string_view answer = reply.bytes;
    require(answer.starts_with(understood ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 "));
    require(answer.find("\r\nContent-Security-Policy: ") != std::string_view::npos);
    require(answer.find("EXCEPTION_WHAT") == std::string_view::npos);
    if (understood) require(answer.ends_with("\r\n\r\n") || answer.ends_with(kBody));
    return 0;
}
