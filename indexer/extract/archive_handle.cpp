#include "indexer/extract/archive_handle.h"

#include <algorithm>
#include <archive.h>
#include <cerrno>
#include <cstdio>
#include <new>

namespace gazette {
namespace {

constexpr std::size_t kReadBytes = 64u << 10;

}  // namespace

ArchiveHandle::ArchiveHandle(ByteSource& source)
    : source_(source), archive_(archive_read_new()), buffer_(kReadBytes) {
    if (archive_ == nullptr) throw std::bad_alloc();
}

ArchiveHandle::~ArchiveHandle() {
    archive_read_free(archive_);
}

int ArchiveHandle::open() {
    archive_read_set_callback_data(archive_, this);
    archive_read_set_read_callback(archive_, &ArchiveHandle::read);
    if (source_.size()) {
        archive_read_set_seek_callback(archive_, &ArchiveHandle::seek);
        archive_read_set_skip_callback(archive_, &ArchiveHandle::skip);
    }
    return archive_read_open1(archive_);
}

std::string ArchiveHandle::problem() const {
    if (!source_.error().empty()) return source_.error();
    const char* const words = archive_error_string(archive_);
    return words == nullptr ? "it cannot be read" : words;
}

long ArchiveHandle::read(archive* reader, void* self, const void** buffer) {
    auto& handle = *static_cast<ArchiveHandle*>(self);
    const std::size_t got = handle.source_.read(handle.buffer_.data(), handle.buffer_.size());
    if (got == 0 && !handle.source_.error().empty()) {
        archive_set_error(reader, EIO, "%s", handle.source_.error().c_str());
        return -1;
    }
    handle.bytes_read_ += got;
    handle.at_ += got;
    *buffer = handle.buffer_.data();
    return static_cast<long>(got);
}

std::int64_t ArchiveHandle::seek(archive* /*reader*/, void* self, std::int64_t offset, int whence) {
    auto& handle = *static_cast<ArchiveHandle*>(self);
    const auto size = static_cast<std::int64_t>(handle.source_.size().value_or(0));
    std::int64_t base = 0;
    if (whence == SEEK_CUR) base = static_cast<std::int64_t>(handle.at_);
    if (whence == SEEK_END) base = size;
    // Archives may ask for any place.
    if (offset > size - base || offset < -base) return ARCHIVE_FATAL;
    const auto target = static_cast<std::uint64_t>(base + offset);
    if (!handle.source_.seek(target)) return ARCHIVE_FATAL;
    handle.at_ = target;
    return static_cast<std::int64_t>(target);
}

std::int64_t ArchiveHandle::skip(archive* /*reader*/, void* self, std::int64_t request) {
    auto& handle = *static_cast<ArchiveHandle*>(self);
    const std::uint64_t left = handle.source_.size().value_or(0) - handle.at_;
    if (request <= 0 || static_cast<std::uint64_t>(request) > left) return 0;
    if (!handle.source_.seek(handle.at_ + static_cast<std::uint64_t>(request))) return 0;
    handle.at_ += static_cast<std::uint64_t>(request);
    return request;
}

}  // namespace gazette
