#include "indexer/write_lock.h"

#include "indexer/format/index_error.h"
#include "indexer/utc_time.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace gazette {

namespace {

std::filesystem::path lock_file(const std::filesystem::path& index_dir) {
    return index_dir / "lock";
}

std::string system_words() {
    return std::generic_category().message(errno);
}

constexpr std::size_t kMaxCommandBytes = 1000;

std::string holder_of(int descriptor) {
    std::array<char, 2 * kMaxCommandBytes> text{};
    const ssize_t got = ::pread(descriptor, text.data(), text.size() - 1, 0);
    if (got <= 0) return "another process";
    std::string holder(text.data(), static_cast<std::size_t>(got));
    return holder.substr(0, holder.find('\n'));
}

// Whoever asks is_being_written() holds the lock for a moment.
constexpr int kAttempts = 5;
constexpr std::chrono::milliseconds kPause{20};

bool take_lock(int descriptor) {
    for (int attempt = 1;; ++attempt) {
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return true;
        if (errno != EWOULDBLOCK || attempt == kAttempts) return false;
        std::this_thread::sleep_for(kPause);
    }
}

// As it was called, on one line; empty where the system does not tell.
std::string this_command() {
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::string words((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    while (!words.empty() && words.back() == '\0') words.pop_back();
    for (char& c : words) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) c = ' ';
    }
    if (words.size() > kMaxCommandBytes) words.replace(kMaxCommandBytes, std::string::npos, " ...");
    return words;
}

std::string this_process() {
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
    const std::string command = this_command();
    return "process " + std::to_string(::getpid()) + " on " + host.data() + ", since " + utc_now() +
           (command.empty() ? "" : ": " + command);
}

}  // namespace

WriteLock::WriteLock(const std::filesystem::path& index_dir) {
    std::error_code error;
    std::filesystem::create_directories(index_dir, error);
    if (error) {
        throw IndexError("cannot make the index folder " + index_dir.string() + ": " +
                         error.message());
    }
    const auto file = lock_file(index_dir);
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
        throw IndexError("cannot open " + file.string() + ": " + system_words());
    }
    if (!take_lock(descriptor_)) {
        const bool held = errno == EWOULDBLOCK;
        const std::string words = held ? "it is being written by " + holder_of(descriptor_)
                                       : "cannot lock " + file.string() + ": " + system_words();
        ::close(descriptor_);
        throw IndexError("the index " + index_dir.string() + " is locked: " + words +
                         "; wait until it is done, or stop it");
    }
    // Who holds it is for people to read: the lock is the flock, whatever the file says.
    const std::string holder = this_process() + "\n";
    if (::ftruncate(descriptor_, 0) != 0 ||
        ::pwrite(descriptor_, holder.data(), holder.size(), 0) < 0) {
        const std::string words = system_words();
        ::close(descriptor_);
        throw IndexError("cannot write " + file.string() + ": " + words);
    }
}

WriteLock::~WriteLock() {
    // The file stays: a lock on a file that was taken away would lock nobody out.
    ::close(descriptor_);
}

bool is_being_written(const std::filesystem::path& index_dir) {
    const int descriptor = ::open(lock_file(index_dir).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(descriptor);
    return held;
}

}  // namespace gazette
