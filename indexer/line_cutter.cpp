#include "indexer/line_cutter.h"

#include <algorithm>
#include <cstring>

namespace gazette {

namespace {

constexpr std::size_t kReadBytes = 1u << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

LineCutter::LineCutter(ByteSource& source, std::size_t max_line_bytes)
    : source_(source), max_line_bytes_(max_line_bytes), buffer_(kReadBytes) {}

// Reads more behind end_. False at the end of the file.
bool LineCutter::fill() {
    if (at_end_) return false;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        scanned_ -= begin_;
        begin_ = 0;
    }
    if (end_ == 0 && buffer_.size() > kReadBytes) {
        buffer_ = std::vector<char>(kReadBytes);  // one long line is no reason to stay large
    }
    if (buffer_.size() - end_ < kReadBytes / 2) buffer_.resize(buffer_.size() * 2);
    const std::size_t got = source_.read(buffer_.data() + end_, buffer_.size() - end_);
    if (got == 0) {
        at_end_ = true;
        return false;
    }
    end_ += got;
    bytes_read_ += got;
    return true;
}

// The line up to `end` in the buffer; `skip` more bytes end it.
Line LineCutter::take(std::size_t end, std::size_t skip) {
    std::string_view bytes(buffer_.data() + begin_, end - begin_);
    begin_ = end + skip;
    scanned_ = begin_;
    if (!bytes.empty() && bytes.back() == '\r') bytes.remove_suffix(1);
    if (line_ == 0 && bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
    Line line{++line_, bytes, bytes.size(), bytes.size() > max_line_bytes_};
    if (line.too_long) line.bytes = {};
    return line;
}

// Counts a line that does not fit, up to its end or the file's.
std::optional<Line> LineCutter::pass_over() {
    std::uint64_t length = 0;
    for (;;) {
        const char* found =
            static_cast<const char*>(std::memchr(buffer_.data() + begin_, '\n', end_ - begin_));
        if (found != nullptr) {
            const auto end = static_cast<std::size_t>(found - buffer_.data());
            length += end - begin_;
            begin_ = end + 1;
            scanned_ = begin_;
            break;
        }
        length += end_ - begin_;
        begin_ = end_ = scanned_ = 0;
        if (!fill()) break;
    }
    return Line{++line_, {}, length, true};
}

std::optional<Line> LineCutter::next() {
    for (;;) {
        const char* found =
            static_cast<const char*>(std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_));
        if (found != nullptr) return take(static_cast<std::size_t>(found - buffer_.data()), 1);
        scanned_ = end_;
        // What a line may have beside its bytes: a byte order mark and "\r".
        if (end_ - begin_ > max_line_bytes_ + kByteOrderMark.size() + 1) return pass_over();
        if (!fill()) break;
    }
    if (begin_ == end_ || !source_.error().empty()) return std::nullopt;
    return take(end_, 0);
}

}  // namespace gazette
