// A file in memory that has a path, for readers that take one.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace gazette::test {

class MemoryFile {
  public:
    MemoryFile(const void* data, std::size_t size) : descriptor_(::memfd_create("file", 0)) {
        if (descriptor_ < 0) std::abort();
        if (::write(descriptor_, data, size) != static_cast<ssize_t>(size)) std::abort();
    }
    ~MemoryFile() { ::close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  private:
    int descriptor_;
};

}  // namespace gazette::test
