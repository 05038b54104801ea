#include "searcher/http/engine.h"

#include "searcher/http/head_check.h"
#include "searcher/http/limits.h"
#include "searcher/http/request_target.h"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <optional>
#include <utility>

namespace gazette {
namespace {

// Fields that cpp-httplib would act on where we do not want it to: ranges are not served; a body
// was read before it comes in, and 100 is not said; of encodings it takes Brotli at its slowest
// wherever that is named, be it as unwanted. And long ones that nobody reads.
constexpr std::array kNotHandedOn = {
    "accept-encoding", "content-length", "cookie", "expect", "range", "referer"};

// Fields that it adds to a request: of a stream in memory they say nothing.
constexpr std::array kAdded = {"REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT"};

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// The head as cpp-httplib is to read it: a POST is a GET for it, since the body goes past it. The
// target, which may be longer than it takes, goes to
// the handler past it. It percent-decodes the values of fields: so they are encoded here. Nothing
// for a field that is longer than it takes.
std::optional<std::string> spelled_for_httplib(const CheckedHead& head) {
    std::string text(head.method == "HEAD" ? "HEAD" : "GET");
    text.append(" / ").append(head.version).append("\r\n");
    for (const auto& [name, value] : head.fields) {
        if (std::any_of(kNotHandedOn.begin(), kNotHandedOn.end(), [&n = name](const char* known) {
                return same_name(n, known);
            })) {
            continue;
        }
        const std::size_t begin = text.size();
        text.append(name).append(": ");
        for (const char c : value) {
            text += c;
            if (c == '%') text += "25";
        }
        text += "\r\n";
        if (text.size() - begin > http_limits::kMaxFieldBytes) return std::nullopt;
    }
    return text + "\r\n";
}

// Reads from one head, writes to one answer.
class MemoryStream : public httplib::Stream {
  public:
    explicit MemoryStream(std::string_view in) : in_(in) {}

    bool is_readable() const override { return !in_.empty(); }
    bool is_writable() const override { return true; }
    ssize_t read(char* to, std::size_t size) override {
        const std::size_t count = in_.copy(to, size);
        in_.remove_prefix(count);
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* from, std::size_t size) override {
        out.append(from, size);
        return static_cast<ssize_t>(size);
    }
    void get_remote_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
    void get_local_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
    socket_t socket() const override { return INVALID_SOCKET; }

    std::string out;

  private:
    std::string_view in_;
};

bool wants_close(const HttpRequest& request) {
    return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& field) {
        return field.first == "connection" &&
               lower(field.second).find("close") != std::string::npos;
    });
}

}  // namespace

class Engine::HeadServer : public httplib::Server {
  public:
    explicit HeadServer(HttpHandler handler);

    // What goes past cpp-httplib.
    struct Given {
        std::string_view method;
        std::string_view target;
        std::string body;
        std::string accept_encoding;
        const Problem* refused = nullptr;
        std::stop_token hung_up = {};
    };

    // `head` is one that cpp-httplib understands. The handler is called for what is given, or for
    // `refused` where that is not null. False: it was not called.
    bool exchange(std::string_view head, Given given, EngineReply& reply);

  private:
    void respond(const httplib::Request& request, httplib::Response& response);
    std::variant<HttpRequest, Problem> read(const httplib::Request& request);
    void write(HttpReply reply, httplib::Response& response);
    void finish(httplib::Response& response) const;

    const HttpHandler handler_;
    // Of the exchange under way.
    Given given_;
    bool called_ = false;
    bool keep_alive_ = false;
    bool chunked_ = false;
    std::function<std::optional<std::string>()> more_;
};

// RFC 9112, section 7.1.
std::string chunk_of(std::string_view bytes) {
    if (bytes.empty()) return {};
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", bytes.size());
    return size.data() + std::string(bytes) + "\r\n";
}

Engine::HeadServer::HeadServer(HttpHandler handler) : handler_(std::move(handler)) {
    set_pre_routing_handler([this](const auto& request, auto& response) {
        respond(request, response);
        return HandlerResponse::Handled;
    });
    set_post_routing_handler([this](const auto& /*request*/, auto& response) { finish(response); });
    // The handler does not throw; were it to, what it threw is not for the client.
    set_exception_handler([this](const auto& /*request*/, auto& response, std::exception_ptr) {
        keep_alive_ = false;
        write(problem_reply(problem_of(500, "internal_error", "Something went wrong inside.")),
              response);
    });
}

bool Engine::HeadServer::exchange(std::string_view head, Given given, EngineReply& reply) {
    given_ = std::move(given);
    called_ = false;
    keep_alive_ = false;
    MemoryStream stream(head);
    bool connection_closed = false;
    const bool written =
        process_request(stream, false, connection_closed, [&](httplib::Request& request) {
            request.target = given_.target;
            for (const char* name : kAdded) request.headers.erase(name);
        });
    reply.bytes = std::move(stream.out);
    if (more_) {
        reply.more = [more = std::exchange(more_, {}),
                      chunked = chunked_,
                      ended = false]() mutable -> std::optional<std::string> {
            if (ended) return std::nullopt;
            const auto piece = more();
            ended = !piece;
            if (!chunked) return piece;
            return piece ? chunk_of(*piece) : std::string("0\r\n\r\n");
        };
    }
    reply.keep_alive = keep_alive_ && written;
    return called_;
}

void Engine::HeadServer::respond(const httplib::Request& request, httplib::Response& response) {
    called_ = true;
    const std::variant<HttpRequest, Problem> parsed =
        given_.refused != nullptr ? std::variant<HttpRequest, Problem>(*given_.refused)
                                  : read(request);
    HttpReply reply = handler_(parsed);
    const auto* good = std::get_if<HttpRequest>(&parsed);
    keep_alive_ =
        good != nullptr && !reply.close && request.version == "HTTP/1.1" && !wants_close(*good);
    more_ = {};
    if (reply.more && given_.method != "HEAD") {
        more_ = std::move(reply.more);
        chunked_ = request.version == "HTTP/1.1";
        if (chunked_) reply.body = chunk_of(reply.body);
        keep_alive_ = keep_alive_ && chunked_;
    }
    write(std::move(reply), response);
}

std::variant<HttpRequest, Problem> Engine::HeadServer::read(const httplib::Request& request) {
    auto parsed = parse_target(request.target);
    if (auto* good = std::get_if<HttpRequest>(&parsed)) {
        good->method = given_.method;
        good->body = std::move(given_.body);
        good->hung_up = std::move(given_.hung_up);
        for (const auto& [name, value] : request.headers) {
            good->headers.emplace_back(lower(name), value);
        }
        if (!given_.accept_encoding.empty()) {
            good->headers.emplace_back("accept-encoding", std::move(given_.accept_encoding));
        }
    }
    return parsed;
}

void Engine::HeadServer::write(HttpReply reply, httplib::Response& response) {
    response.status = reply.status;
    for (const auto& [name, value] : common_fields()) response.set_header(name, value);
    for (const auto& [name, value] : reply.headers) response.set_header(name, value);
    if (!reply.content_type.empty()) response.set_header("Content-Type", reply.content_type);
    response.body = std::move(reply.body);
}

// What cpp-httplib says of connection and ranges is not so here.
void Engine::HeadServer::finish(httplib::Response& response) const {
    for (const char* name : {"Keep-Alive", "Connection", "Accept-Ranges"}) {
        response.headers.erase(name);
    }
    response.set_header("Connection", keep_alive_ ? "keep-alive" : "close");
    if (response.status == 304 || more_) response.headers.erase("Content-Length");
    if (more_ && chunked_) response.set_header("Transfer-Encoding", "chunked");
}

Engine::Engine(HttpHandler handler, std::size_t max_ingest_bytes)
    : server_(std::make_unique<HeadServer>(std::move(handler))),
      max_ingest_bytes_(max_ingest_bytes) {}

Engine::~Engine() = default;

std::size_t body_of(std::string_view head, std::size_t max_ingest_bytes) {
    const auto checked = check_head(head, max_ingest_bytes);
    const auto* good = std::get_if<CheckedHead>(&checked);
    return good == nullptr ? 0 : good->body_bytes;
}

EngineReply Engine::answer(std::string_view head, std::string body, std::stop_token hung_up) {
    const auto checked = check_head(head, max_ingest_bytes_);
    if (const auto* wrong = std::get_if<Problem>(&checked)) return refuse(*wrong);
    const auto& good = std::get<CheckedHead>(checked);
    const auto spelled = spelled_for_httplib(good);
    if (!spelled) {
        return refuse(
            problem_of(431, "headers_too_large", "A header field of the request is too long."));
    }
    std::string accept_encoding;
    for (const auto& [name, value] : good.fields) {
        if (!same_name(name, "accept-encoding")) continue;
        accept_encoding.append(accept_encoding.empty() ? "" : ",").append(value);
    }
    EngineReply reply;
    if (server_->exchange(*spelled,
                          {good.method,
                           good.target,
                           std::move(body),
                           std::move(accept_encoding),
                           nullptr,
                           std::move(hung_up)},
                          reply)) {
        return reply;
    }
    return refuse(problem_of(400, "malformed_request", "The request cannot be understood."));
}

EngineReply Engine::refuse(const Problem& why) {
    EngineReply reply;
    server_->exchange("GET / HTTP/1.0\r\n\r\n", {{}, {}, {}, {}, &why, {}}, reply);
    return reply;
}

}  // namespace gazette
