#include "indexer/format/mapped_file.h"

#include "indexer/format/file_writer.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gazette {

MappedFile::MappedFile(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_file_error("open", file, errno);
    struct stat status {};
    const bool known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    const auto size = known ? static_cast<std::size_t>(status.st_size) : 0;
    if (size == 0) {
        ::close(descriptor);
        return;
    }
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    const int error = errno;
    ::close(descriptor);
    if (mapped == MAP_FAILED) throw_file_error("map", file, error);
    bytes_ = {static_cast<const char*>(mapped), size};
}

MappedFile::~MappedFile() {
    if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

void MappedFile::release_pages() const {
    // Only advice: what the system makes of it does not change what is read.
    if (::madvise(const_cast<char*>(bytes_.data()), bytes_.size(), MADV_DONTNEED) != 0) return;
}

}  // namespace gazette
