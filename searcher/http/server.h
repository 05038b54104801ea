// The HTTP server: endpoints, limits, errors. Contract: schemas/openapi.json.
#pragma once

#include "searcher/http/access_log.h"
#include "searcher/http/ingest_service.h"
#include "searcher/http/limits.h"
#include "searcher/http/metrics.h"
#include "searcher/http/search_service.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gazette {

// By the number of processors; within http_limits.
int concurrent_searches_here();

struct ServerOptions {
    std::string host = "127.0.0.1";
    int port = 8080;  // 0: any free one
    // Where `host` is not loopback: file with the bearer token that every request must carry.
    std::filesystem::path token_file;
    // Tokens of several users (token_store.h); serves instead of, or beside, `token_file`.
    std::filesystem::path tokens_file;
    // Folder to serve the page from instead of the one inside the program; for working on it.
    std::filesystem::path web_dir;

    // Takes one line without its end for each request, and for what went wrong inside; called by
    // several threads at once. What people search for and read is not in it unless `log_queries`.
    std::function<void(const std::string& line)> log;
    bool log_queries = false;
    LogFormat log_format = LogFormat::text;
    // Takes a line (JSON) with all that is asked of each search and each document that is read;
    // null: none is made. Called by several threads at once.
    std::function<void(const std::string& line)> audit;
    // Takes in documents over HTTP from tokens with the scope ingest; null: none are taken in.
    std::shared_ptr<IngestService> ingest;
    // More figures for /metrics, asked for each time; null: none.
    std::function<std::vector<Gauge>()> gauges;

    HttpTimeouts timeouts;
    std::size_t max_connections = http_limits::kMaxConnections;
    std::size_t max_unsent_bytes = http_limits::kMaxUnsentBytes;
    int concurrent_searches = concurrent_searches_here();
    int queued_searches = http_limits::kQueuedSearches;
};

class Server {
  public:
    // `searcher` must outlive the server. Throws std::invalid_argument for an address that is not
    // loopback without a token file, for a token file that is not safe, and for a web_dir that is
    // no folder; std::runtime_error for a host that does not exist.
    Server(const Searcher& searcher, ServerOptions options);
    Server(std::unique_ptr<const SearchService> service, ServerOptions options);
    ~Server();

    // Binds; returns the port. Throws std::runtime_error where it cannot.
    int bind();
    // Serves until stop() is called from another thread; answers under way are still sent.
    void run();
    void stop();
    // Reads the files of tokens again; requests under way keep what they came with. From any
    // thread. Throws std::invalid_argument, and nothing has changed then.
    void reload();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
