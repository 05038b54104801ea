// A real server on a port of the system's choice, and clients that keep to the rules or do not.
#pragma once

#include "searcher/http/server.h"
#include "searcher/http/socket.h"
#include "tests/http/fake_service.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace gazette::test {

struct RawReply {
    int status = 0;  // 0: none came
    std::string head;
    std::string body;

    // Of the first field with that name, as it is spelled; empty where there is none.
    std::string header(std::string_view name) const;
};

// Bytes as they came, cut at their Content-Length into replies.
std::vector<RawReply> split_replies(const std::string& bytes);

// A socket to a server on 127.0.0.1; all calls end within a few seconds.
class RawClient {
  public:
    explicit RawClient(int port);

    // False where the server has hung up.
    bool send(std::string_view bytes);
    // Until the server hangs up.
    std::string read_all();
    std::string read_some();  // what is there, waiting for the first byte
    // Until `count` whole replies came, or the server hung up.
    std::vector<RawReply> read_replies(std::size_t count, bool to_head = false);
    int descriptor() const { return socket_.get(); }

  private:
    Descriptor socket_;
};

class RunningServer {
  public:
    using Setup = std::function<void(ServerOptions&, FakeService&)>;
    explicit RunningServer(const Setup& setup = {});
    ~RunningServer();
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    int port() const { return port_; }
    void stop();  // and waits until it has

    // One request on a connection of its own. `head`: request line and fields, with its empty line.
    RawReply ask(std::string_view head) const;
    // GET with a good Host.
    RawReply get(const std::string& target, const std::string& fields = "") const;

    // JSON, with a good Host.
    RawReply post(const std::string& target, const std::string& body) const;

    std::vector<std::string> log() const;

  private:
    mutable std::mutex log_mutex_;
    std::vector<std::string> log_;
    std::unique_ptr<Server> server_;
    int port_ = 0;
    std::thread thread_;
};

}  // namespace gazette::test
