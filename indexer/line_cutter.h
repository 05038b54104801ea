// Cuts a file into lines with bounded memory, and hashes it on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct XXH3_state_s;

namespace gazette {

// XXH3-128 of bytes that come piece by piece; hex() as content_hash() of all of them.
class StreamHash {
  public:
    StreamHash();
    ~StreamHash();
    StreamHash(const StreamHash&) = delete;
    StreamHash& operator=(const StreamHash&) = delete;

    void add(std::string_view bytes);
    std::string hex() const;

  private:
    XXH3_state_s* state_;
};

// Of the file from where it stands to its end; empty where the system cannot read it.
std::string hash_of_file(int descriptor);

struct Line {
    std::uint64_t number = 0;  // from 1
    // Without its end ("\n" or "\r\n") and, in the first line, without a byte order mark; valid
    // until the next call. Empty where the line is too long.
    std::string_view bytes;
    std::uint64_t length = 0;  // in bytes, also of a line that is too long
    bool too_long = false;
};

// Reads from a file descriptor, which stays the caller's.
class LineCutter {
  public:
    // Longer lines are passed over and reported. Memory: that much, and a buffer.
    LineCutter(int descriptor, std::size_t max_line_bytes);

    // Nothing at the end of the file, and where the system cannot read on: see error().
    std::optional<Line> next();

    int error() const { return error_; }  // errno, or 0
    std::uint64_t bytes_read() const { return bytes_read_; }
    // Of all the file, once next() has come to its end.
    std::string hash() const { return hash_.hex(); }

  private:
    bool fill();
    Line take(std::size_t end, std::size_t skip);
    std::optional<Line> pass_over();

    int descriptor_;
    std::size_t max_line_bytes_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;    // of what is not handed out yet
    std::size_t end_ = 0;      // of what is in the buffer
    std::size_t scanned_ = 0;  // no line ends before this
    std::uint64_t line_ = 0;
    std::uint64_t bytes_read_ = 0;
    bool at_end_ = false;
    int error_ = 0;
    StreamHash hash_;
};

}  // namespace gazette
