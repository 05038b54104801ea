#include "indexer/file_source.h"

#include <cerrno>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kReadBytes = 1u << 20;

}  // namespace

FileSource::FileSource(int descriptor) : descriptor_(descriptor) {
    struct stat found {};
    if (::fstat(descriptor_, &found) == 0) size_ = static_cast<std::uint64_t>(found.st_size);
}

std::size_t FileSource::read(char* buffer, std::size_t size) {
    ssize_t got = -1;
    do {
        got = ::pread(descriptor_, buffer, size, static_cast<off_t>(at_));
    } while (got < 0 && errno == EINTR);
    if (got < 0) error_ = errno;
    if (got <= 0) return 0;
    const auto length = static_cast<std::size_t>(got);
    if (at_ <= hashed_ && hashed_ < at_ + length) {
        const auto known = static_cast<std::size_t>(hashed_ - at_);
        hash_.add({buffer + known, length - known});
        hashed_ = at_ + length;
    }
    at_ += length;
    return length;
}

std::string FileSource::error() const {
    return error_ == 0 ? std::string() : std::generic_category().message(error_);
}

bool FileSource::seek(std::uint64_t offset) {
    at_ = offset;
    return true;
}

std::string FileSource::hash_of_all() {
    const std::uint64_t at = at_;
    at_ = hashed_;
    std::vector<char> buffer(kReadBytes);
    while (read(buffer.data(), buffer.size()) > 0) {
    }
    at_ = at;
    return error_ == 0 ? hash_.hex() : std::string();
}

}  // namespace gazette
