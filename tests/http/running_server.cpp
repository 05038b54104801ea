#include "tests/http/running_server.h"

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <utility>

namespace gazette::test {
namespace {

constexpr std::string_view kEmptyLine = "\r\n\r\n";

// Nothing where it is not whole yet. Takes it off `bytes`.
bool take_reply(std::string& bytes, bool to_head, RawReply& reply) {
    const auto end = bytes.find(kEmptyLine);
    if (end == std::string::npos || bytes.size() < 12) return false;
    reply.head = bytes.substr(0, end + 2);
    reply.status = std::stoi(bytes.substr(9, 3));
    const std::string length = reply.header("Content-Length");
    const std::size_t size = length.empty() || to_head ? 0 : std::stoul(length);
    if (bytes.size() < end + kEmptyLine.size() + size) return false;
    reply.body = bytes.substr(end + kEmptyLine.size(), size);
    bytes.erase(0, end + kEmptyLine.size() + size);
    return true;
}

}  // namespace

std::string RawReply::header(std::string_view name) const {
    const std::string field = "\r\n" + std::string(name) + ": ";
    const auto at = head.find(field);
    if (at == std::string::npos) return {};
    const auto begin = at + field.size();
    return head.substr(begin, head.find("\r\n", begin) - begin);
}

std::vector<RawReply> split_replies(const std::string& bytes) {
    std::string rest = bytes;
    std::vector<RawReply> replies;
    RawReply reply;
    while (take_reply(rest, false, reply)) replies.push_back(std::exchange(reply, {}));
    return replies;
}

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval limit{20, 0};
    setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("cannot connect to the server under test");
    }
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::string RawClient::read_all() {
    std::string bytes;
    std::array<char, 65536> buffer;
    while (true) {
        const ssize_t count = recv(socket_.get(), buffer.data(), buffer.size(), 0);
        if (count <= 0) return bytes;
        bytes.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

std::string RawClient::read_some() {
    std::array<char, 4096> buffer;
    const ssize_t count = recv(socket_.get(), buffer.data(), buffer.size(), 0);
    return {buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

std::vector<RawReply> RawClient::read_replies(std::size_t count, bool to_head) {
    std::vector<RawReply> replies;
    std::string bytes;
    std::array<char, 65536> buffer;
    while (replies.size() < count) {
        RawReply reply;
        if (take_reply(bytes, to_head, reply)) {
            replies.push_back(std::move(reply));
            continue;
        }
        const ssize_t got = recv(socket_.get(), buffer.data(), buffer.size(), 0);
        if (got <= 0) break;
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return replies;
}

RunningServer::RunningServer(const Setup& setup) {
    auto service = std::make_unique<FakeService>();
    ServerOptions options;
    options.port = 0;
    options.log = [this](const std::string& line) {
        const std::lock_guard lock(log_mutex_);
        log_.push_back(line);
    };
    if (setup) setup(options, *service);
    server_ = std::make_unique<Server>(std::move(service), std::move(options));
    port_ = server_->bind();
    thread_ = std::thread([this] { server_->run(); });
}

RunningServer::~RunningServer() {
    stop();
}

void RunningServer::stop() {
    server_->stop();
    if (thread_.joinable()) thread_.join();
}

RawReply RunningServer::ask(std::string_view head) const {
    RawClient client(port_);
    client.send(head);
    auto replies = client.read_replies(1, head.starts_with("HEAD "));
    return replies.empty() ? RawReply() : std::move(replies.front());
}

RawReply RunningServer::get(const std::string& target, const std::string& fields) const {
    return ask("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
}

RawReply RunningServer::post(const std::string& target, const std::string& body) const {
    return ask(
        "POST " + target +
        " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
}

std::vector<std::string> RunningServer::log() const {
    const std::lock_guard lock(log_mutex_);
    return log_;
}

}  // namespace gazette::test
