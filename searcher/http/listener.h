// Connections: accepts them, reads requests, hands them to workers, sends what they reply.
// One thread does all reading and sending, without blocking; so a client that is slow to ask or
// slow to take its answer costs a socket and a buffer, never a worker. Workers only compute.
//
//   accept -> reading --all there------> working --reply--> writing -> reading (keep-alive)
//                \--- broken, too long, too slow ------------> writing -> draining -> closed
//
// HTTP itself is cpp-httplib's (engine.h): this is the bounded transport before it. Connections,
// bytes and time are ours to bound because the accept loop of cpp-httplib 0.11.4 keeps a thread for
// each open connection, reads a header line without end, and has its backlog and its limits
// compiled in; the tests of hostile clients hold this against a thousand of them.
#pragma once

#include "searcher/http/limits.h"
#include "searcher/http/message.h"

#include <memory>
#include <string>

namespace gazette {

struct ListenerOptions {
    std::string host;
    int port = 0;  // 0: any free one
    // Of a body with documents; kMaxBodyBytes where none are taken in.
    std::size_t max_ingest_bytes = http_limits::kMaxBodyBytes;
    std::size_t max_connections = http_limits::kMaxConnections;
    std::size_t max_unsent_bytes = http_limits::kMaxUnsentBytes;
    int workers = http_limits::kFewestConcurrentSearches + http_limits::kQueuedSearches +
                  http_limits::kSpareWorkers;
    HttpTimeouts timeouts;
};

class Listener {
  public:
    Listener(ListenerOptions options, HttpHandler handler);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Binds and listens; returns the port. Throws std::runtime_error with the address and the
    // system's words.
    int bind();
    // Serves until stop(); answers under way are still sent, for as long as `timeouts.stop`.
    void run();
    // How many are open. From any thread.
    std::size_t connections() const;
    // From any thread, before or while run() runs.
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
