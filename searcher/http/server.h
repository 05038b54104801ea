// The HTTP server: routes, limits, errors. Contract: schemas/openapi.json.
#pragma once

#include "searcher/search.h"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace gazette {

namespace http_limits {
inline constexpr std::size_t kMaxRequestTargetBytes = 16384;
inline constexpr std::size_t kMaxBodyBytes = 65536;
inline constexpr int kConnectionThreads = 64;
inline constexpr int kConcurrentSearches = 8;  // running at once
inline constexpr int kQueuedSearches = 64;     // waiting; beyond: 503 with Retry-After
}  // namespace http_limits

struct ServerOptions {
    std::string host = "127.0.0.1";
    int port = 8080;  // 0: any free one
    // Where `host` is not loopback: file with the bearer token that every request must carry.
    std::filesystem::path token_file;
    // Folder to serve the page from instead of the one inside the program; for working on it.
    std::filesystem::path web_dir;
};

class Server {
  public:
    // Throws std::invalid_argument for an address that is not loopback without a token file.
    Server(const Searcher& searcher, ServerOptions options);
    ~Server();

    // Binds; returns the port. Throws std::runtime_error where it cannot.
    int bind();
    // Serves until stop() is called from another thread or a signal handler's thread.
    void run();
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
