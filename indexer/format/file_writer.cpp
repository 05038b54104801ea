#include "indexer/format/file_writer.h"

#include "indexer/format/index_error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kBufferBytes = 1U << 18;

int open_file(const std::filesystem::path& file, int flags, const char* action) {
    const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC, 0644);
    if (descriptor < 0) throw_file_error(action, file, errno);
    return descriptor;
}

}  // namespace

FileWriter::FileWriter(std::filesystem::path file)
    : file_(std::move(file)), descriptor_(open_file(file_, O_WRONLY | O_CREAT | O_TRUNC, "make")) {}

FileWriter::~FileWriter() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void FileWriter::append(std::string_view bytes) {
    buffer_.append(bytes);
    size_ += bytes.size();
    if (buffer_.size() >= kBufferBytes) flush();
}

void FileWriter::append_file(const std::filesystem::path& from,
                             std::uint64_t begin,
                             std::uint64_t size) {
    const FileReader in(from);
    while (size > 0) {
        const std::uint64_t piece = std::min<std::uint64_t>(size, kBufferBytes);
        append(in.read(begin, piece));
        begin += piece;
        size -= piece;
    }
}

void FileWriter::flush() {
    std::string_view bytes = buffer_;
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) throw_file_error("write", file_, errno);
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void FileWriter::overwrite(std::uint64_t offset, std::string_view bytes) {
    flush();
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno != EINTR) throw_file_error("write", file_, errno);
        if (written <= 0) continue;
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

void FileWriter::finish() {
    flush();
    if (::fsync(descriptor_) != 0) throw_file_error("write to disk", file_, errno);
    const int descriptor = std::exchange(descriptor_, -1);
    if (::close(descriptor) != 0) throw_file_error("close", file_, errno);
}

FileReader::FileReader(std::filesystem::path file)
    : file_(std::move(file)), descriptor_(open_file(file_, O_RDONLY, "open")) {
    struct stat status {};
    const int error = ::fstat(descriptor_, &status) != 0 ? errno
                      : S_ISDIR(status.st_mode)          ? EISDIR
                                                         : 0;
    if (error != 0) {
        ::close(descriptor_);
        throw_file_error("read", file_, error);
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
}

FileReader::~FileReader() {
    ::close(descriptor_);
}

std::string FileReader::read(std::uint64_t offset, std::uint64_t size) const {
    if (offset > size_ || size > size_ - offset) {
        throw IndexError(file_.string() + " is cut off: it has " + std::to_string(size_) +
                         " bytes, and byte " + std::to_string(offset) + " with " +
                         std::to_string(size) + " more is asked for");
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::pread(descriptor_,
                                      bytes.data() + done,
                                      bytes.size() - done,
                                      static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw_file_error("read", file_, errno);
        if (count == 0) throw IndexError(file_.string() + " was cut off while it was read");
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

void throw_file_error(const char* action, const std::filesystem::path& path, int system_error) {
    std::string advice;
    if (system_error == ENOSPC || system_error == EDQUOT) advice = "; free space and run it again";
    if (system_error == EACCES || system_error == EPERM || system_error == EROFS) {
        advice = "; check the permissions";
    }
    throw IndexError(std::string("cannot ") + action + " " + path.string() + ": " +
                     std::system_category().message(system_error) + advice);
}

}  // namespace gazette
