#include "indexer/input_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace gazette {

namespace {

constexpr std::size_t kFirstReadBytes = 64u << 10;

std::string system_words() {
    return std::generic_category().message(errno);
}

const char* kind_words(mode_t mode) {
    if (S_ISREG(mode)) return "a file";
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a named pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

}  // namespace

std::optional<FileState> file_state(const std::filesystem::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return std::nullopt;
    FileState state;
    if (S_ISREG(found.st_mode)) state.kind = FileKind::regular;
    if (S_ISDIR(found.st_mode)) state.kind = FileKind::folder;
    state.bytes = static_cast<std::uint64_t>(found.st_size);
    state.modified_ns = std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec;
    state.device = found.st_dev;
    state.inode = found.st_ino;
    state.what = kind_words(found.st_mode);
    return state;
}

InputFile::InputFile(const std::filesystem::path& path) {
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat found {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &found) != 0) {
        error_ = system_words();
    } else if (!S_ISREG(found.st_mode)) {
        error_ = std::string("it is ") + kind_words(found.st_mode);
    }
}

InputFile::~InputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::string InputFile::read(std::size_t limit) {
    std::string bytes;
    std::size_t done = 0;
    struct stat found {};
    // One byte more than the size says: the end of the file is then seen with the first read.
    std::size_t room = ::fstat(descriptor_, &found) == 0 && found.st_size > 0
                           ? static_cast<std::size_t>(found.st_size) + 1
                           : kFirstReadBytes;
    while (done < limit) {
        if (done == bytes.size()) {
            bytes.resize(std::min(limit, std::max(room, done * 2)));
        }
        const ssize_t got = ::pread(
            descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) error_ = system_words();
        if (got <= 0) break;
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

}  // namespace gazette
