// A new file, written from front to back. Throws IndexError with the path and the system's words.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace gazette {

class FileWriter {
  public:
    // Makes the file, or empties it.
    explicit FileWriter(std::filesystem::path file);
    // Closes it; what was not finished is lost.
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    void append(std::string_view bytes);
    // All of another file, from `begin` for `size` bytes, without holding it in memory.
    void append_file(const std::filesystem::path& from, std::uint64_t begin, std::uint64_t size);
    // Bytes appended so far.
    std::uint64_t size() const { return size_; }
    // Replaces bytes that were appended before.
    void overwrite(std::uint64_t offset, std::string_view bytes);
    // Writes what is left, fsyncs and closes. The folder is not fsynced.
    void finish();

  private:
    void flush();

    std::filesystem::path file_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    std::string buffer_;
};

// An open file that is read at any offset; threads may share it.
class FileReader {
  public:
    explicit FileReader(std::filesystem::path file);
    ~FileReader();
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    // Throws IndexError where the file ends before.
    std::string read(std::uint64_t offset, std::uint64_t size) const;
    std::uint64_t size() const { return size_; }

  private:
    std::filesystem::path file_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

// Throws IndexError: "cannot ACTION PATH: WORDS", with what can be done where that is known.
[[noreturn]] void throw_file_error(const char* action,
                                   const std::filesystem::path& path,
                                   int system_error);

}  // namespace gazette
