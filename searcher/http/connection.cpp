#include "searcher/http/connection.h"

#include "searcher/http/limits.h"

#include <utility>

namespace gazette {

Connection* dispensable(Connections& connections) {
    const auto rank = [](const Connection& connection) {
        const bool done =
            connection.phase == Phase::draining || (connection.served && connection.in.empty());
        return std::pair(done ? 0 : 1, connection.since);
    };
    Connection* worst = nullptr;
    for (auto& [id, connection] : connections) {
        if (connection.phase != Phase::reading && connection.phase != Phase::draining) continue;
        if (worst == nullptr || rank(connection) < rank(*worst)) worst = &connection;
    }
    return worst;
}

const Connection* slowest_taker(const Connections& connections, ConnectionId newest) {
    const Connection* slowest = nullptr;
    for (const auto& [id, connection] : connections) {
        if (connection.phase != Phase::writing || id == newest) continue;
        if (slowest == nullptr || connection.since < slowest->since) slowest = &connection;
    }
    return slowest;
}

std::size_t received_bytes(const Connections& connections) {
    std::size_t bytes = 0;
    for (const auto& [id, connection] : connections) {
        const std::size_t wanted = connection.wanted;
        if (wanted > http_limits::kMaxHeadBytes + http_limits::kMaxBodyBytes) bytes += wanted;
    }
    return bytes;
}

}  // namespace gazette
