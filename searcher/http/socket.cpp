#include "searcher/http/socket.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace gazette {
namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Addresses resolve(const std::string& host, int port) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int failed = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    // A minimal system has no /etc/hosts; the name means this machine all the same (RFC 6761, 6.3).
    if (failed == EAI_NONAME && host == "localhost") return resolve("127.0.0.1", port);
    if (failed != 0) {
        throw std::runtime_error("cannot listen on " + host + ": " + gai_strerror(failed));
    }
    return {found, &freeaddrinfo};
}

bool is_loopback_address(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
        return (ntohl(v4->sin_addr.s_addr) >> 24U) == 127U;
    }
    if (address->sa_family == AF_INET6) {
        const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
        return IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
    }
    return false;
}

}  // namespace

void Descriptor::reset() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
}

Descriptor listen_on(const std::string& host, int port, int backlog) {
    const Addresses addresses = resolve(host, port);
    int error = 0;
    for (const addrinfo* at = addresses.get(); at != nullptr; at = at->ai_next) {
        Descriptor socket(
            ::socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol));
        // A server that was just stopped leaves its port in TIME_WAIT; two at once stay refused.
        const int on = 1;
        if (socket && setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
            ::bind(socket.get(), at->ai_addr, at->ai_addrlen) == 0 &&
            ::listen(socket.get(), backlog) == 0) {
            return socket;
        }
        error = errno;
    }
    throw std::runtime_error("cannot listen on " + authority(host, port) + ": " +
                             std::system_category().message(error));
}

int port_of(const Descriptor& socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("cannot read the address of a socket: " +
                                 std::system_category().message(errno));
    }
    return address.ss_family == AF_INET6
               ? ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port)
               : ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

bool is_loopback(const std::string& host) {
    const Addresses addresses = resolve(host, 0);
    for (const addrinfo* at = addresses.get(); at != nullptr; at = at->ai_next) {
        if (!is_loopback_address(at->ai_addr)) return false;
    }
    return true;
}

std::string authority(const std::string& host, int port) {
    const bool v6 = host.find(':') != std::string::npos;
    return (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

}  // namespace gazette
