// Opens a file of somebody else's without being caught by what it may be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace gazette {

enum class FileKind : std::uint8_t { regular, folder, special };

struct FileState {
    FileKind kind = FileKind::special;
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    const char* what = "";  // "a named pipe", for people
};

// Follows links. Nothing, with errno set, where the system refuses.
std::optional<FileState> file_state(const std::filesystem::path& path);

// Open for reading; a file that became a pipe since it was looked at does not block.
class InputFile {
  public:
    explicit InputFile(const std::filesystem::path& path);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    // Empty where it is open and a regular file; else what the system said.
    const std::string& error() const { return error_; }
    int descriptor() const { return descriptor_; }
    // At most `limit` bytes from the beginning; sets error().
    std::string read(std::size_t limit);

  private:
    int descriptor_ = -1;
    std::string error_;
};

}  // namespace gazette
