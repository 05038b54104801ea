// Lines and counted bytes out of a ByteSource, for readers of record files (WARC, ARC). Data in
// gzip members, one a record as web archives have them, are uncompressed on the way; behind a
// damaged member reading goes on with the next one.
#pragma once

#include "indexer/extract/container.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include <zlib.h>

namespace gazette {

class RecordStream {
  public:
    explicit RecordStream(ByteSource& source);
    ~RecordStream();
    RecordStream(const RecordStream&) = delete;
    RecordStream& operator=(const RecordStream&) = delete;

    // The next line with its end ("\n"; none at the end of the data). No more than `max_bytes` of
    // it: a longer one comes in pieces. False at the end.
    bool read_line(std::string& line, std::size_t max_bytes);
    // The next bytes, without taking them; fewer at the end. `count` is at most kPeekBytes.
    std::string_view peek(std::size_t count);
    // Appends the next `count` bytes; fewer at the end, and at a gap.
    std::size_t read(std::string& out, std::size_t count);
    // The same, thrown away.
    std::uint64_t skip(std::uint64_t count);
    // Puts bytes back before what comes next.
    void put_back(std::string_view bytes);

    // Bytes taken so far, as uncompressed.
    std::uint64_t offset() const { return offset_; }
    // Whether data are missing between what was taken and what comes next: read_line, peek and
    // read stop there until the gap is passed.
    bool at_gap() const;
    void pass_gap() { gap_ahead_ = false; }
    // What was found damaged, where, for a person to read.
    const std::vector<std::string>& problems() const { return problems_; }
    std::size_t damages() const { return damages_; }
    // Why there is no reading on, beyond damages: a limit, or the source's error.
    const std::string& fatal() const { return fatal_; }

    static constexpr std::size_t kPeekBytes = 4096;

  private:
    bool fill();      // more bytes into buffer_; false at the end or a gap
    bool fill_raw();  // more bytes into raw_
    bool fill_inflated();
    bool find_member(std::size_t from);  // raw_ begins with the next gzip member
    void damage(const std::string& what);
    std::string_view ready() const { return std::string_view(buffer_).substr(at_); }

    ByteSource& source_;
    std::string buffer_;  // uncompressed; taken up to at_
    std::size_t at_ = 0;
    std::string raw_;  // as stored; used up to raw_at_
    std::size_t raw_at_ = 0;
    std::uint64_t raw_taken_ = 0;  // of the source
    std::uint64_t plain_made_ = 0;
    std::uint64_t offset_ = 0;
    z_stream inflater_{};
    bool is_gzip_ = false;
    bool in_member_ = false;
    bool started_ = false;
    bool source_ended_ = false;
    bool gap_ahead_ = false;
    bool ended_ = false;
    std::size_t damages_ = 0;
    std::vector<std::string> problems_;
    std::string fatal_;
};

}  // namespace gazette
