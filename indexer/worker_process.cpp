#include "indexer/worker_process.h"

#include "indexer/extract/extract_worker.h"
#include "indexer/format/index_error.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::chrono::seconds kHelloTime{30};
constexpr std::uint64_t kMaxHelloBytes = 4096;

std::string system_words(int error) {
    return std::generic_category().message(error);
}

std::string words_of(int status) {
    if (WIFSIGNALED(status)) {
        const char* const name = ::strsignal(WTERMSIG(status));
        return "was ended by signal " + std::to_string(WTERMSIG(status)) + " (" +
               (name == nullptr ? "?" : name) + ")";
    }
    return "ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

WorkerProcess::~WorkerProcess() {
    if (process_ > 0) kill();
}

int WorkerProcess::kill() {
    ::close(std::exchange(socket_, -1));
    ::kill(process_, SIGKILL);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
}

WorkerProcess::WorkerProcess(const ExtractClientOptions& options) : options_(options) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw IndexError("cannot make a socket for the extract-worker: " + system_words(errno));
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    // Libraries write what they think of a document there.
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::string program = options_.program.string();
    std::string command = "extract-worker";
    std::string cpu = std::to_string(options_.cpu_seconds);
    std::string memory = std::to_string(options_.memory_bytes);
    char* const arguments[] = {program.data(), command.data(), cpu.data(), memory.data(), nullptr};
    // It may have no threads; libraries that would like some must know it before they begin.
    std::string one_thread = "OMP_THREAD_LIMIT=1";
    std::vector<char*> environment;
    for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
    environment.push_back(one_thread.data());
    environment.push_back(nullptr);
    const int error =
        ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environment.data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (error != 0) {
        ::close(ends[0]);
        process_ = -1;
        throw IndexError("cannot start " + program + " extract-worker: " + system_words(error));
    }
    socket_ = ends[0];
    ::fcntl(socket_, F_SETFL, O_NONBLOCK);
    say_hello();
}

void WorkerProcess::say_hello() {
    const auto deadline = Clock::now() + kHelloTime;
    std::array<char, kFrameHeadBytes> head{};
    std::string hello;
    bool good = receive(head.data(), head.size(), deadline) == Ended::no;
    if (good && frame_length(head.data()) <= kMaxHelloBytes) {
        hello.resize(static_cast<std::size_t>(frame_length(head.data())));
        good = receive(hello.data(), hello.size(), deadline) == Ended::no;
    }
    if (good && hello.starts_with(worker_hello())) {
        protection_ = hello.substr(worker_hello().size());
        return;
    }
    const std::string words = words_of(kill());
    throw IndexError(
        options_.program.string() +
        " extract-worker is not of this build of the program, or cannot run here: it " + words);
}

WorkerProcess::Ended WorkerProcess::wait(short events, Clock::time_point deadline) const {
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return Ended::by_time;
        pollfd waiting{socket_, events, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()) + 1);
        if (ready > 0) return Ended::no;
        if (ready < 0 && errno != EINTR) return Ended::by_itself;
    }
}

WorkerProcess::Ended WorkerProcess::send(std::string_view bytes, Clock::time_point deadline) {
    while (!bytes.empty()) {
        const ssize_t put = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (put >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(put));
        } else if (errno == EAGAIN) {
            const Ended ended = wait(POLLOUT, deadline);
            if (ended != Ended::no) return ended;
        } else if (errno != EINTR) {
            return Ended::by_itself;
        }
    }
    return Ended::no;
}

WorkerProcess::Ended WorkerProcess::receive(char* buffer,
                                            std::size_t size,
                                            Clock::time_point deadline) {
    while (size > 0) {
        const ssize_t got = ::recv(socket_, buffer, size, 0);
        if (got > 0) {
            buffer += got;
            size -= static_cast<std::size_t>(got);
        } else if (got == 0) {
            return Ended::by_itself;
        } else if (errno == EAGAIN) {
            const Ended ended = wait(POLLIN, deadline);
            if (ended != Ended::no) return ended;
        } else if (errno != EINTR) {
            return Ended::by_itself;
        }
    }
    return Ended::no;
}

WorkerProcess::Ended WorkerProcess::receive_frame(std::string& payload,
                                                  Clock::time_point deadline) {
    std::array<char, kFrameHeadBytes> head{};
    Ended ended = receive(head.data(), head.size(), deadline);
    if (ended != Ended::no) return ended;
    const std::uint64_t length = frame_length(head.data());
    if (length > options_.output_bytes) return Ended::by_output;
    payload.resize(static_cast<std::size_t>(length));
    return receive(payload.data(), payload.size(), deadline);
}

WorkerProcess::Ended WorkerProcess::send_frame(std::string_view payload,
                                               Clock::time_point deadline) {
    const Ended ended = send(frame_head(payload.size()), deadline);
    return ended == Ended::no ? send(payload, deadline) : ended;
}

WorkerProcess::Ended WorkerProcess::send_descriptor(int descriptor, Clock::time_point deadline) {
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* const head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(head), &descriptor, sizeof(int));
    for (;;) {
        if (::sendmsg(socket_, &message, MSG_NOSIGNAL) == 1) return Ended::no;
        if (errno == EAGAIN) {
            const Ended ended = wait(POLLOUT, deadline);
            if (ended != Ended::no) return ended;
        } else if (errno != EINTR) {
            return Ended::by_itself;
        }
    }
}

Rejection WorkerProcess::end(Ended how) {
    const int status = kill();
    if (how == Ended::by_time) {
        return {RejectionCode::over_limit,
                "reading it takes more than " + std::to_string(options_.wall_time.count()) + " ms"};
    }
    if (how == Ended::by_output) {
        return {RejectionCode::over_limit,
                "what was read of it has more than " + std::to_string(options_.output_bytes) +
                    " bytes"};
    }
    if (how == Ended::by_itself && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        return {RejectionCode::over_limit,
                "reading it takes more than " + std::to_string(options_.cpu_seconds) +
                    " s of the processor"};
    }
    return {RejectionCode::crashed,
            "the process that read it " +
                (how == Ended::by_nonsense ? "answered what is no document" : words_of(status))};
}

}  // namespace gazette
