// Cuts bytes into lines with bounded memory.
#pragma once

#include "indexer/extract/container.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gazette {

struct Line {
    std::uint64_t number = 0;  // from 1
    // Without its end ("\n" or "\r\n") and, in the first line, without a byte order mark; valid
    // until the next call. Empty where the line is too long.
    std::string_view bytes;
    std::uint64_t length = 0;  // in bytes, also of a line that is too long
    bool too_long = false;
};

// Reads from a source, which stays the caller's.
class LineCutter {
  public:
    // Longer lines are passed over and reported. Memory: that much, and a buffer.
    LineCutter(ByteSource& source, std::size_t max_line_bytes);

    // Nothing at the end, and where the source cannot be read on: it knows why.
    std::optional<Line> next();

    std::uint64_t bytes_read() const { return bytes_read_; }

  private:
    bool fill();
    Line take(std::size_t end, std::size_t skip);
    std::optional<Line> pass_over();

    ByteSource& source_;
    std::size_t max_line_bytes_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;    // of what is not handed out yet
    std::size_t end_ = 0;      // of what is in the buffer
    std::size_t scanned_ = 0;  // no line ends before this
    std::uint64_t line_ = 0;
    std::uint64_t bytes_read_ = 0;
    bool at_end_ = false;
};

}  // namespace gazette
