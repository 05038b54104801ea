// libarchive's reader over a ByteSource.
#pragma once

#include "indexer/extract/container.h"

#include <cstdint>
#include <string>
#include <vector>

struct archive;

namespace gazette {

// `source` must outlive this. Enable formats and filters on get(), by name; then open().
class ArchiveHandle {
  public:
    // Throws std::bad_alloc.
    explicit ArchiveHandle(ByteSource& source);
    ~ArchiveHandle();
    ArchiveHandle(const ArchiveHandle&) = delete;
    ArchiveHandle& operator=(const ArchiveHandle&) = delete;

    archive* get() const { return archive_; }
    int open();  // ARCHIVE_OK, ...
    // What libarchive said last, or the source.
    std::string problem() const;
    // Of the source, so far; bytes that were read twice count twice.
    std::uint64_t bytes_read() const { return bytes_read_; }

  private:
    static long read(archive* reader, void* self, const void** buffer);
    static std::int64_t seek(archive* reader, void* self, std::int64_t offset, int whence);
    static std::int64_t skip(archive* reader, void* self, std::int64_t request);

    ByteSource& source_;
    archive* archive_;
    std::vector<char> buffer_;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t at_ = 0;
};

}  // namespace gazette
