// One client's connection, as the listener keeps it, and which of many is to go when there is no
// room for all. Of the listener's one thread.
#pragma once

#include "searcher/http/socket.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>

namespace gazette {

using ConnectionId = std::uint64_t;

enum class Phase : std::uint8_t { reading, working, writing, draining };

struct Connection {
    using Clock = std::chrono::steady_clock;

    ConnectionId id = 0;
    Descriptor socket;
    Phase phase = Phase::reading;
    std::uint32_t watched = 0;  // what the poller reports of it
    Clock::time_point since;    // when the phase began
    Clock::time_point deadline;
    std::string in;               // read, and not yet handed to a worker
    std::size_t scanned = 0;      // bytes of `in` that hold no end of a head
    std::size_t wanted = 0;       // bytes of head and body together, once the head is there; else 0
    std::size_t empty_lines = 0;  // that came before the head
    std::string out;
    std::function<std::optional<std::string>()> more;  // of the answer, behind `out`
    std::size_t sent = 0;                              // bytes of `out`
    std::size_t drained = 0;
    std::optional<Clock::time_point> stream_by;  // of an answer in pieces: when the last is taken
    bool keep_alive = false;                     // after the answer in `out`
    bool served = false;                         // one request at least
    std::stop_source hung_up{std::nostopstate};  // of the request that is being answered

    void enter(Phase next, std::chrono::milliseconds limit) {
        phase = next;
        since = Clock::now();
        deadline = since + limit;
    }
};

using Connections = std::unordered_map<ConnectionId, Connection>;

// The connection to let go of for a new one: the one that is between requests, or was refused,
// for the longest time; without such the one whose request has been coming longest. Null where all
// are being served.
Connection* dispensable(Connections& connections);

// The one that has been taking its answer longest, `newest` aside; null where there is no other.
const Connection* slowest_taker(const Connections& connections, ConnectionId newest);

// Of bodies that are large, and on their way.
std::size_t received_bytes(const Connections& connections);

}  // namespace gazette
