// A file as bytes in memory, for reading.
#pragma once

#include <filesystem>
#include <string_view>

namespace gazette {

// The file must not shrink while it is mapped.
class MappedFile {
  public:
    // Throws IndexError where it cannot be opened or mapped. Of what is no regular file, and of an
    // empty one, there are no bytes.
    explicit MappedFile(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return bytes_; }
    // What was read of it need not stay in memory.
    void release_pages() const;

  private:
    std::string_view bytes_;
};

}  // namespace gazette
