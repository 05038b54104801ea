// HTTP: the bytes of one request's head -> HttpHandler -> the bytes of its answer. cpp-httplib
// reads the request and writes the answer, over memory; no socket in sight. Of its leniency nothing
// is left: heads go through head_check.h first, targets through request_target.h.
#pragma once

#include "searcher/http/limits.h"
#include "searcher/http/message.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace gazette {

struct EngineReply {
    std::string bytes;
    bool keep_alive = false;  // the connection may carry another request
    // The next bytes; nothing: the end. See HttpReply::more.
    std::function<std::optional<std::string>()> more = {};
};

// How many bytes of a body follow a head; none where it will be refused.
std::size_t body_of(std::string_view head,
                    std::size_t max_ingest_bytes = http_limits::kMaxBodyBytes);

// For one thread at a time.
class Engine {
  public:
    explicit Engine(HttpHandler handler, std::size_t max_ingest_bytes = http_limits::kMaxBodyBytes);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // `head`: any bytes, with the empty line that ends them. `body`: what follows it, as many bytes
    // as body_of() says. `hung_up` goes to the handler with the request. The handler is called
    // once.
    EngineReply answer(std::string_view head, std::string body = {}, std::stop_token hung_up = {});
    // The answer where no head could be taken. The handler is called once.
    EngineReply refuse(const Problem& why);

  private:
    class HeadServer;
    std::unique_ptr<HeadServer> server_;
    std::size_t max_ingest_bytes_;
};

}  // namespace gazette
