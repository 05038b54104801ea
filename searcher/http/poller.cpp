#include "searcher/http/poller.h"

#include <cerrno>
#include <stdexcept>
#include <string>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace gazette {
namespace {

[[noreturn]] void throw_system(const char* what) {
    throw std::runtime_error(std::string(what) + ": " + std::system_category().message(errno));
}

}  // namespace

Poller::Poller(std::uint64_t wake_up)
    : epoll_(epoll_create1(EPOLL_CLOEXEC)), wake_up_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (!epoll_ || !wake_up_ || !control(EPOLL_CTL_ADD, wake_up_.get(), EPOLLIN, wake_up)) {
        throw_system("cannot watch sockets");
    }
}

bool Poller::control(int operation, int fd, std::uint32_t events, std::uint64_t id) const {
    epoll_event event{};
    event.events = events;
    event.data.u64 = id;
    return epoll_ctl(epoll_.get(), operation, fd, &event) == 0;
}

bool Poller::watch(int socket, std::uint64_t id, std::uint32_t before, std::uint32_t events) const {
    if (before == events) return true;
    // Without interest it is taken out: a hang-up is reported to whoever is in.
    const int operation = events == 0 ? EPOLL_CTL_DEL : before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    return control(operation, socket, events, id);
}

std::size_t Poller::wait(std::span<epoll_event> events, std::chrono::milliseconds limit) const {
    const int wait_ms = limit < limit.zero() ? -1 : static_cast<int>(limit.count());
    const int count =
        epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), wait_ms);
    if (count < 0 && errno != EINTR) throw_system("cannot wait for sockets");
    return count < 0 ? 0 : static_cast<std::size_t>(count);
}

void Poller::wake() const {
    // Fails only where the counter is full: then it is awake already.
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_up_.get(), &one, sizeof one);
}

void Poller::take_wake_up() const {
    std::uint64_t ignored = 0;
    while (::read(wake_up_.get(), &ignored, sizeof ignored) > 0) {
    }
}

}  // namespace gazette
