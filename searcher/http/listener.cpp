#include "searcher/http/listener.h"

#include "searcher/http/answer_worker.h"
#include "searcher/http/channel.h"
#include "searcher/http/connection.h"
#include "searcher/http/engine.h"
#include "searcher/http/poller.h"
#include "searcher/http/request_cutter.h"
#include "searcher/http/socket.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace gazette {
namespace {

using Clock = std::chrono::steady_clock;

constexpr ConnectionId kListenSocket = 0;
constexpr ConnectionId kWakeUp = 1;
constexpr ConnectionId kFirstConnection = 2;
constexpr std::chrono::milliseconds kSweepEvery{50};  // how finely time-outs are kept
constexpr std::chrono::milliseconds kForEver{-1};
constexpr int kAcceptsAtOnce = 64;

bool would_block(int error) {
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

}  // namespace

// All but `jobs`, `answers`, `stopping` and waking the poller is touched by the thread of run()
// alone.
struct Listener::State {
    State(ListenerOptions given, HttpHandler handle)
        : options(std::move(given)),
          handler(std::move(handle)),
          refusals(handler),
          poller(kWakeUp) {}

    void run();
    void work();
    void serve(const epoll_event& event);
    void accept_all();
    void make_room_for_descriptors();
    void admit(Descriptor socket);
    void read(Connection& connection);
    void next_request(Connection& connection);
    Clock::time_point last_moment(const Connection& connection) const;
    void refuse(Connection& connection, const Problem& why);
    void take_answers();
    void begin_writing(Connection& connection, EngineReply reply);
    void write(Connection& connection);
    void finish_writing(Connection& connection);
    void bound_unsent(ConnectionId newest);
    void drain(Connection& connection);
    void take_hang_up(Connection& connection, std::uint32_t events);
    void sweep(Clock::time_point now);
    void begin_stop();
    void close(ConnectionId id);

    void watch(Connection& connection, std::uint32_t events);
    void listen_for_more(bool on);
    HttpHandler until_stopped();

    const ListenerOptions options;
    const HttpHandler handler;
    Engine refusals;  // of the thread of run()
    Poller poller;
    Descriptor listening;
    bool accepting = false;
    std::atomic<bool> stopping = false;
    Channel<Job> jobs;
    Channel<Answer> answers;
    Connections connections;
    ConnectionId next_id = kFirstConnection;
    std::size_t unsent_bytes = 0;
    std::atomic<std::size_t> open = 0;  // the size of `connections`, for other threads
};

void Listener::State::watch(Connection& connection, std::uint32_t events) {
    if (poller.watch(connection.socket.get(), connection.id, connection.watched, events)) {
        connection.watched = events;
        return;
    }
    // The next sweep lets go of it.
    connection.phase = Phase::draining;
    connection.deadline = {};
}

void Listener::State::listen_for_more(bool on) {
    const auto events_of = [](bool accepts) -> std::uint32_t { return accepts ? EPOLLIN : 0U; };
    if (poller.watch(listening.get(), kListenSocket, events_of(accepting), events_of(on))) {
        accepting = on;
    }
}

void Listener::State::close(ConnectionId id) {
    const auto found = connections.find(id);
    if (found == connections.end()) return;
    unsent_bytes -= found->second.out.size() - found->second.sent;
    connections.erase(found);  // closing takes it out of the poller too
    open = connections.size();
    if (listening && !stopping) listen_for_more(true);
}

// An answer that is made while the server stops is its connection's last.
HttpHandler Listener::State::until_stopped() {
    return [this](const std::variant<HttpRequest, Problem>& request) {
        HttpReply reply = handler(request);
        reply.close = reply.close || stopping;
        return reply;
    };
}

void Listener::State::work() {
    answer_jobs(
        jobs, answers, until_stopped(), options.max_ingest_bytes, [this] { poller.wake(); });
}

void Listener::State::accept_all() {
    for (int i = 0; i < kAcceptsAtOnce; ++i) {
        const bool full = connections.size() >= options.max_connections;
        Connection* worst = full ? dispensable(connections) : nullptr;
        if (full && worst == nullptr) return listen_for_more(false);  // close() takes it up again
        Descriptor socket(accept4(listening.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (socket) {
            if (worst != nullptr) close(worst->id);
            admit(std::move(socket));
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            return make_room_for_descriptors();
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return;
        }
        // Any other error is one of the connection that was to come: on to the next.
    }
}

// The system has none left: one of ours goes, or the rest waits until one does.
void Listener::State::make_room_for_descriptors() {
    if (const Connection* worst = dispensable(connections)) {
        close(worst->id);
    } else if (!connections.empty()) {
        listen_for_more(false);
    }
}

void Listener::State::admit(Descriptor socket) {
    const int on = 1;
    setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const ConnectionId id = next_id++;
    Connection& connection = connections[id];
    open = connections.size();
    connection.id = id;
    connection.socket = std::move(socket);
    connection.enter(Phase::reading, options.timeouts.head);
    watch(connection, EPOLLIN);
}

void Listener::State::read(Connection& connection) {
    std::array<char, 16384> buffer{};
    const ssize_t count = recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && would_block(errno)) return;
    if (count <= 0) {
        close(connection.id);
        return;
    }
    if (connection.in.empty()) connection.enter(Phase::reading, options.timeouts.head);
    connection.in.append(buffer.data(), static_cast<std::size_t>(count));
    next_request(connection);
}

// Hands the next request to a worker, or goes on reading.
void Listener::State::next_request(Connection& connection) {
    auto cut = cut_request(connection, connections, options.max_ingest_bytes);
    if (const auto* problem = std::get_if<Problem>(&cut)) return refuse(connection, *problem);
    auto* request = std::get_if<CutRequest>(&cut);
    if (request == nullptr) return watch(connection, EPOLLIN);
    watch(connection, EPOLLRDHUP);
    connection.enter(Phase::working, std::chrono::milliseconds::zero());
    connection.hung_up = std::stop_source();
    jobs.push({connection.id,
               std::move(request->head),
               std::move(request->body),
               {},
               connection.hung_up.get_token()});
}

void Listener::State::refuse(Connection& connection, const Problem& why) {
    connection.in.clear();
    begin_writing(connection, refusals.refuse(why));
}

void Listener::State::take_answers() {
    poller.take_wake_up();
    for (Answer& answer : answers.take_all()) {
        const auto found = connections.find(answer.id);
        if (found == connections.end()) continue;
        if (answer.broken) {
            close(answer.id);
            continue;
        }
        if (answer.continues) answer.reply.keep_alive = found->second.keep_alive;
        if (!answer.continues) found->second.stream_by.reset();
        begin_writing(found->second, std::move(answer.reply));
        bound_unsent(answer.id);
    }
}

void Listener::State::begin_writing(Connection& connection, EngineReply reply) {
    connection.enter(Phase::writing, options.timeouts.stall);
    if (reply.more && !connection.stream_by) {
        connection.stream_by = connection.since + options.timeouts.stream;
    }
    connection.keep_alive = reply.keep_alive && !stopping;
    connection.served = true;
    connection.out = std::move(reply.bytes);
    connection.more = std::move(reply.more);
    connection.sent = 0;
    unsent_bytes += connection.out.size();
    write(connection);
}

void Listener::State::write(Connection& connection) {
    const Clock::time_point now = Clock::now();
    while (connection.sent < connection.out.size()) {
        const ssize_t count = send(connection.socket.get(),
                                   connection.out.data() + connection.sent,
                                   connection.out.size() - connection.sent,
                                   MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && would_block(errno)) {
            watch(connection, EPOLLOUT);
            return;
        }
        if (count <= 0) {
            close(connection.id);
            return;
        }
        connection.sent += static_cast<std::size_t>(count);
        unsent_bytes -= static_cast<std::size_t>(count);
        connection.deadline = std::min(now + options.timeouts.stall, last_moment(connection));
    }
    finish_writing(connection);
}

// When all of what is being written is to be taken.
Clock::time_point Listener::State::last_moment(const Connection& connection) const {
    if (!connection.stream_by) return connection.since + options.timeouts.response;
    return std::min(connection.since + options.timeouts.piece, *connection.stream_by);
}

void Listener::State::finish_writing(Connection& connection) {
    connection.out = {};
    connection.sent = 0;
    if (connection.more) {
        watch(connection, 0);
        connection.enter(Phase::working, std::chrono::milliseconds::zero());
        jobs.push({connection.id, {}, {}, std::exchange(connection.more, {}), {}});
        return;
    }
    if (connection.keep_alive && !stopping) {
        connection.enter(Phase::reading,
                         connection.in.empty() ? options.timeouts.idle : options.timeouts.head);
        next_request(connection);
        return;
    }
    // Closing with bytes unread would reset the connection, and our answer with it.
    shutdown(connection.socket.get(), SHUT_WR);
    connection.enter(Phase::draining, options.timeouts.linger);
    watch(connection, EPOLLIN);
}

// Where clients together are too slow to take what was made for them, the slowest loses its own.
void Listener::State::bound_unsent(ConnectionId newest) {
    while (unsent_bytes > options.max_unsent_bytes) {
        const Connection* slowest = slowest_taker(connections, newest);
        if (slowest == nullptr) return;
        close(slowest->id);
    }
}

void Listener::State::drain(Connection& connection) {
    std::array<char, 16384> buffer{};
    const ssize_t count = recv(connection.socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && would_block(errno)) return;
    if (count > 0) connection.drained += static_cast<std::size_t>(count);
    if (count <= 0 || connection.drained > http_limits::kMaxDrainedBytes) close(connection.id);
}

void Listener::State::serve(const epoll_event& event) {
    if (event.data.u64 == kWakeUp) return take_answers();
    if (event.data.u64 == kListenSocket) return accept_all();
    const auto found = connections.find(event.data.u64);
    if (found == connections.end()) return;  // closed by an event before this one
    Connection& connection = found->second;
    switch (connection.phase) {
        case Phase::reading:
            return read(connection);
        case Phase::writing:
            return write(connection);
        case Phase::draining:
            return drain(connection);
        case Phase::working:
            return take_hang_up(connection, event.events);
    }
}

// While its answer is made. One that is gone and one that has only said that it sends no more look
// alike until something is sent: so neither waits for its turn in the queue, and what runs goes on.
void Listener::State::take_hang_up(Connection& connection, std::uint32_t events) {
    connection.hung_up.request_stop();
    watch(connection, 0);
    if ((events & (EPOLLHUP | EPOLLERR)) != 0) close(connection.id);
}

void Listener::State::sweep(Clock::time_point now) {
    std::vector<ConnectionId> late;
    for (const auto& [id, connection] : connections) {
        if (connection.phase != Phase::working && now >= connection.deadline) late.push_back(id);
    }
    for (const ConnectionId id : late) {
        Connection& connection = connections.at(id);
        if (connection.phase == Phase::reading && !connection.in.empty()) {
            refuse(connection,
                   problem_of(408, "request_timeout", "The request took too long to come."));
        } else {
            close(id);
        }
    }
}

void Listener::State::begin_stop() {
    listening.reset();
    std::vector<ConnectionId> waiting;
    for (const auto& [id, connection] : connections) {
        if (connection.phase == Phase::reading) waiting.push_back(id);
    }
    for (const ConnectionId id : waiting) close(id);
}

void Listener::State::run() {
    // However this is left, the channel is closed first, and so the workers end.
    std::vector<std::jthread> workers;
    const auto close_jobs = [](Channel<Job>* channel) { channel->close(); };
    const std::unique_ptr<Channel<Job>, decltype(close_jobs)> until_left(&jobs, close_jobs);
    workers.reserve(static_cast<std::size_t>(options.workers));
    for (int i = 0; i < options.workers; ++i) workers.emplace_back([this] { work(); });

    std::array<epoll_event, 256> events{};
    Clock::time_point next_sweep = Clock::now() + kSweepEvery;
    std::optional<Clock::time_point> stop_by;
    while (!stop_by || (!connections.empty() && Clock::now() < *stop_by)) {
        if (stopping && !stop_by) {
            stop_by = Clock::now() + options.timeouts.stop;
            begin_stop();
            continue;
        }
        const std::size_t count = poller.wait(events, connections.empty() ? kForEver : kSweepEvery);
        for (std::size_t i = 0; i < count; ++i) serve(events.at(i));
        if (const auto now = Clock::now(); now >= next_sweep) {
            sweep(now);
            next_sweep = now + kSweepEvery;
        }
    }
    connections.clear();
}

Listener::Listener(ListenerOptions options, HttpHandler handler)
    : state_(std::make_unique<State>(std::move(options), std::move(handler))) {}

Listener::~Listener() = default;

int Listener::bind() {
    state_->listening =
        listen_on(state_->options.host, state_->options.port, http_limits::kListenBacklog);
    state_->listen_for_more(true);
    if (!state_->accepting) throw std::runtime_error("cannot watch the socket that listens");
    return port_of(state_->listening);
}

void Listener::run() {
    assert(state_->listening);
    state_->run();
}

std::size_t Listener::connections() const {
    return state_->open;
}

void Listener::stop() {
    state_->stopping = true;
    state_->poller.wake();
}

}  // namespace gazette
