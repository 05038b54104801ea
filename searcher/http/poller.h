// Which sockets can be read or written: epoll, and a way to wake whoever waits for it.
// One thread watches and waits; wake() may be called from any.
#pragma once

#include "searcher/http/socket.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <sys/epoll.h>

namespace gazette {

class Poller {
  public:
    // `wake_up`: what events of wake() are reported with. Throws std::runtime_error with the
    // system's words.
    explicit Poller(std::uint64_t wake_up);

    // Reports `events` of the socket from now on, with `id`, where it reported `before` till now;
    // 0: not at all, not even that the other side hung up. False: the system's bound of watched
    // sockets is reached, or that of memory; nothing has changed then.
    bool watch(int socket, std::uint64_t id, std::uint32_t before, std::uint32_t events) const;
    // Waits for the first event, as long as `limit`; below zero: for ever. How many there are in
    // `events`; none where a signal came first. Throws std::runtime_error.
    std::size_t wait(std::span<epoll_event> events, std::chrono::milliseconds limit) const;

    void wake() const;
    void take_wake_up() const;  // once for all calls of wake() so far

  private:
    bool control(int operation, int fd, std::uint32_t events, std::uint64_t id) const;

    Descriptor epoll_;
    Descriptor wake_up_;
};

}  // namespace gazette
