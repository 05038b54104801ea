#include "indexer/extract/byte_sources.h"

#include <algorithm>
#include <cstring>

namespace gazette {
namespace {

constexpr std::size_t kFirstReadBytes = 64u << 10;

}  // namespace

std::size_t MemorySource::read(char* buffer, std::size_t size) {
    const std::size_t length = std::min(size, bytes_.size() - at_);
    std::memcpy(buffer, bytes_.data() + at_, length);
    at_ += length;
    return length;
}

bool MemorySource::seek(std::uint64_t offset) {
    if (offset > bytes_.size()) return false;
    at_ = static_cast<std::size_t>(offset);
    return true;
}

std::string_view PeekedSource::peek(std::size_t size) {
    head_.erase(0, at_);
    at_ = 0;
    std::size_t have = head_.size();
    if (have < size) head_.resize(size);
    while (have < size) {
        const std::size_t got = inner_.read(head_.data() + have, size - have);
        if (got == 0) break;
        have += got;
    }
    head_.resize(have);
    return std::string_view(head_).substr(0, size);
}

std::size_t PeekedSource::read(char* buffer, std::size_t size) {
    if (at_ == head_.size()) return inner_.read(buffer, size);
    const std::size_t length = std::min(size, head_.size() - at_);
    std::memcpy(buffer, head_.data() + at_, length);
    at_ += length;
    return length;
}

bool PeekedSource::seek(std::uint64_t offset) {
    if (!inner_.seek(offset)) return false;
    head_.clear();
    at_ = 0;
    return true;
}

std::string read_all(ByteSource& source, std::size_t limit) {
    std::string bytes;
    std::size_t done = 0;
    // One byte more than the size says: the end is then seen with the first read.
    const auto known = source.size();
    const std::size_t room =
        known && *known > 0 ? static_cast<std::size_t>(std::min<std::uint64_t>(*known, limit)) + 1
                            : kFirstReadBytes;
    while (done < limit) {
        if (done == bytes.size()) bytes.resize(std::min(limit, std::max(room, done * 2)));
        const std::size_t got = source.read(bytes.data() + done, bytes.size() - done);
        if (got == 0) break;
        done += got;
    }
    bytes.resize(done);
    return bytes;
}

}  // namespace gazette
