#include "indexer/open_worker.h"

#include "indexer/extract/extract_worker.h"
#include "indexer/file_source.h"
#include "indexer/format/index_error.h"
#include "indexer/open_wire.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <new>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace gazette {
namespace {

// Small events wait for each other until they are so many bytes.
constexpr std::size_t kBufferBytes = 64u << 10;

// The descriptor that comes with the next byte; -1 where there is none.
int receive_descriptor(int socket) {
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    ssize_t got = -1;
    do {
        got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    } while (got < 0 && errno == EINTR);
    const cmsghdr* const head = got == 1 ? CMSG_FIRSTHDR(&message) : nullptr;
    if (head == nullptr || head->cmsg_type != SCM_RIGHTS) return -1;
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(head), sizeof(int));
    return descriptor;
}

class EventWriter {
  public:
    EventWriter(int socket, bool at_once) : socket_(socket), at_once_(at_once) {}

    bool write(OpenEvent event) {
        const bool is_last = std::holds_alternative<ContainerEnd>(event);
        const std::string fields = encode_fields(event);
        const std::string& bytes = bytes_of(event);
        buffer_ += frame_head(fields.size());
        buffer_ += frame_head(bytes.size());
        buffer_ += fields;
        if (bytes.size() >= kBufferBytes) return flush() && send(bytes);
        buffer_ += bytes;
        return !is_last && !at_once_ && buffer_.size() < kBufferBytes ? true : flush();
    }

  private:
    bool flush() {
        const bool sent = send(buffer_);
        buffer_.clear();
        return sent;
    }
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t put = ::write(socket_, bytes.data(), bytes.size());
            if (put < 0 && errno == EINTR) continue;
            if (put <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }

    int socket_;
    bool at_once_;
    std::string buffer_;
};

}  // namespace

bool open_for_indexer(int socket,
                      const WorkerLimits& limits,
                      std::string_view request,
                      const decltype(open_input)& open) {
    OpenRequest wanted;
    try {
        wanted = decode_request(request);
    } catch (const IndexError&) {
        return false;
    }
    const int descriptor = receive_descriptor(socket);
    if (descriptor < 0) return false;
    EventWriter out(socket, wanted.at_once);
    bool is_there = true;
    ContainerEnd failed;
    allow_cpu_seconds(limits.cpu_seconds);
    try {
        FileSource source(descriptor);
        open(source, wanted, [&](OpenEvent event) {
            is_there = out.write(std::move(event));
            allow_cpu_seconds(limits.cpu_seconds);
            return is_there;
        });
    } catch (const std::bad_alloc&) {
        failed = {"reading it needs more than " + std::to_string(limits.memory_bytes) +
                      " bytes of memory",
                  RejectionCode::over_limit};
    } catch (const std::exception& problem) {
        failed = {problem.what(), RejectionCode::damaged};
    }
    ::close(descriptor);
    if (!failed.problem.empty()) is_there = out.write(std::move(failed));
    return is_there;
}

}  // namespace gazette
