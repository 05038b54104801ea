// Sockets of the listener: owned descriptors, addresses, binding.
#pragma once

#include <string>
#include <utility>

namespace gazette {

// Owns a file descriptor; -1: none.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() { reset(); }

    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    void reset();

  private:
    int fd_ = -1;
};

// A listening socket that does not block. Throws std::runtime_error with the address and the
// system's words.
Descriptor listen_on(const std::string& host, int port, int backlog);

// The port that a bound socket has.
int port_of(const Descriptor& socket);

// True where every address that `host` stands for is one of this machine alone. Throws
// std::runtime_error where it stands for none.
bool is_loopback(const std::string& host);

// "127.0.0.1:8080", "[::1]:8080".
std::string authority(const std::string& host, int port);

}  // namespace gazette
