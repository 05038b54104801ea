#include "indexer/extract/extract_worker.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/wire.h"

#include <cerrno>
#include <csignal>
#include <exception>
#include <sys/prctl.h>
#include <unistd.h>
#include <utility>

namespace gazette {
namespace {

bool read_whole(int socket, char* buffer, std::size_t size) {
    while (size > 0) {
        const ssize_t got = ::read(socket, buffer, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        buffer += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool write_whole(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t put = ::write(socket, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

bool send(int socket, const std::string& payload) {
    return write_whole(socket, frame_head(payload.size())) && write_whole(socket, payload);
}

Extracted answer(std::string_view request,
                 const WorkerLimits& limits,
                 const std::function<Extracted(const Input&)>& read) {
    try {
        const Input input = decode_input(request);
        allow_cpu_seconds(input.ocr.empty() ? limits.cpu_seconds
                                            : extract_limits::kOcrWorkerCpuSeconds);
        return read(input);
    } catch (const std::bad_alloc&) {
        return Rejection{RejectionCode::over_limit,
                         "reading it needs more than " + std::to_string(limits.memory_bytes) +
                             " bytes of memory"};
    } catch (const std::exception& problem) {
        return Rejection{RejectionCode::damaged, problem.what()};
    }
}

}  // namespace

std::string frame_head(std::uint64_t length) {
    std::string head;
    for (unsigned shift = 0; shift < 64; shift += 8) head += static_cast<char>(length >> shift);
    return head;
}

std::uint64_t frame_length(const char* head) {
    std::uint64_t length = 0;
    for (std::size_t i = kFrameHeadBytes; i-- > 0;) {
        length = length << 8 | static_cast<unsigned char>(head[i]);
    }
    return length;
}

std::string worker_hello() {
    return "gazette extract-worker " + std::to_string(reading_version()) + ": ";
}

int run_extract_worker(int socket, const WorkerLimits& limits, const WorkerTasks& tasks) {
    // It ends with the process that started it, and by nothing else: signals of a terminal go to
    // both, and that one stops in good order.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::signal(SIGINT, SIG_IGN);
    std::signal(SIGTERM, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    const std::string in_force = restrict_process(limits);
    if (!send(socket, worker_hello() + in_force)) return 1;
    for (;;) {
        char head[kFrameHeadBytes];
        if (!read_whole(socket, head, sizeof(head))) return 0;
        const std::uint64_t length = frame_length(head);
        // The bytes, and what is known around them.
        if (length > 2 * extract_limits::kMaxInputBytes) return 1;
        std::string request(static_cast<std::size_t>(length), '\0');
        if (!read_whole(socket, request.data(), request.size())) return 1;
        if (request.empty()) return 1;
        const std::string_view content = std::string_view(request).substr(1);
        if (request.front() == kOpenInput) {
            if (!tasks.open(socket, limits, content)) return 1;
            continue;
        }
        const Extracted extracted = answer(content, limits, tasks.read);
        std::string().swap(request);
        if (!send(socket, encode_extracted(extracted))) return 1;
    }
}

}  // namespace gazette
