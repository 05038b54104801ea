#include "indexer/extract/record_stream.h"

#include "indexer/extract/content_coding.h"
#include "indexer/extract/limits.h"

#include <algorithm>

namespace gazette {
namespace {

constexpr std::size_t kReadBytes = 64u << 10;
constexpr std::size_t kMaxProblems = 20;
constexpr std::string_view kGzipMagic = "\x1F\x8B\x08";

}  // namespace

RecordStream::RecordStream(ByteSource& source) : source_(source) {}

RecordStream::~RecordStream() {
    if (is_gzip_) inflateEnd(&inflater_);
}

bool RecordStream::at_gap() const {
    return gap_ahead_ && at_ == buffer_.size();
}

void RecordStream::damage(const std::string& what) {
    ++damages_;
    if (problems_.size() < kMaxProblems) problems_.push_back(what);
}

bool RecordStream::fill_raw() {
    if (source_ended_) return false;
    raw_.erase(0, raw_at_);
    raw_at_ = 0;
    const std::size_t size = raw_.size();
    raw_.resize(size + kReadBytes);
    const std::size_t got = source_.read(raw_.data() + size, kReadBytes);
    raw_.resize(size + got);
    raw_taken_ += got;
    if (got == 0) {
        source_ended_ = true;
        fatal_ = source_.error();
    }
    return got > 0;
}

bool RecordStream::find_member(std::size_t from) {
    raw_at_ += std::min(from, raw_.size() - raw_at_);
    for (;;) {
        const std::size_t found = raw_.find(kGzipMagic, raw_at_);
        if (found != std::string::npos) {
            raw_at_ = found;
            // Reserved flags must be 0 (RFC 1952, 2.3.1): rules out most chance hits.
            if (raw_.size() < found + 4 && fill_raw()) continue;
            if (raw_.size() > raw_at_ + 3 && (raw_[raw_at_ + 3] & 0xE0) == 0) return true;
            ++raw_at_;
            continue;
        }
        // The magic may lie across the end.
        raw_at_ = std::max(raw_at_, raw_.size() - std::min<std::size_t>(raw_.size(), 2));
        if (!fill_raw()) {
            raw_at_ = raw_.size();
            return false;
        }
    }
}

bool RecordStream::fill_inflated() {
    const std::size_t before = buffer_.size();
    while (buffer_.size() == before) {
        if (raw_at_ == raw_.size() && !fill_raw()) {
            if (in_member_) {
                damage("the last gzip member is cut");
                in_member_ = false;
            }
            return false;
        }
        if (!in_member_) {
            const std::string_view rest = std::string_view(raw_).substr(raw_at_);
            if (rest.size() < kGzipMagic.size() && fill_raw()) continue;
            if (!rest.starts_with(kGzipMagic)) {
                // Zeros behind the last member are padding.
                const bool padding = rest.find_first_not_of('\0') == std::string_view::npos;
                const std::uint64_t where = raw_taken_ - rest.size();
                if (!padding) {
                    damage("what follows byte " + std::to_string(where) + " is no gzip member");
                }
                if (!find_member(0)) return false;
                if (!padding) {
                    gap_ahead_ = true;
                    return false;
                }
            }
            if (inflateReset2(&inflater_, 15 + 16) != Z_OK) return false;
            in_member_ = true;
        }
        const std::size_t size = buffer_.size();
        buffer_.resize(size + kReadBytes);
        inflater_.next_in = reinterpret_cast<Bytef*>(raw_.data() + raw_at_);
        inflater_.avail_in = static_cast<uInt>(raw_.size() - raw_at_);
        inflater_.next_out = reinterpret_cast<Bytef*>(buffer_.data() + size);
        inflater_.avail_out = kReadBytes;
        const int result = inflate(&inflater_, Z_NO_FLUSH);
        const std::size_t made = kReadBytes - inflater_.avail_out;
        buffer_.resize(size + made);
        plain_made_ += made;
        raw_at_ = raw_.size() - inflater_.avail_in;
        if (result == Z_STREAM_END) {
            in_member_ = false;
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            damage("the gzip member at or before byte " +
                   std::to_string(raw_taken_ - (raw_.size() - raw_at_)) + " is damaged");
            in_member_ = false;
            if (find_member(0)) gap_ahead_ = true;
            return buffer_.size() > before;
        }
        if (!is_believable_growth(raw_taken_, plain_made_)) {
            fatal_ = "compressed data grow more than " +
                     std::to_string(extract_limits::kMaxUnpackRatio) + ":1";
            source_ended_ = true;
            ended_ = true;
            return false;
        }
    }
    return true;
}

bool RecordStream::fill() {
    if (ended_ || gap_ahead_) return false;
    if (at_ > kReadBytes || at_ == buffer_.size()) {
        buffer_.erase(0, at_);
        at_ = 0;
    }
    if (!started_) {
        started_ = true;
        while (raw_.size() < kGzipMagic.size() && fill_raw()) {
        }
        is_gzip_ = raw_.starts_with(kGzipMagic) && inflateInit2(&inflater_, 15 + 16) == Z_OK;
    }
    if (is_gzip_) return fill_inflated();
    if (raw_at_ == raw_.size() && !fill_raw()) return false;
    buffer_.append(raw_, raw_at_);
    raw_at_ = raw_.size();
    return true;
}

bool RecordStream::read_line(std::string& line, std::size_t max_bytes) {
    line.clear();
    std::size_t searched = 0;
    for (;;) {
        const std::string_view here = ready();
        std::size_t end = here.find('\n', searched);
        if (end != std::string_view::npos || here.size() >= max_bytes) {
            end = std::min(end == std::string_view::npos ? max_bytes : end + 1, max_bytes);
            line = here.substr(0, end);
            break;
        }
        searched = here.size();
        if (!fill()) {
            line = ready();
            break;
        }
    }
    at_ += line.size();
    offset_ += line.size();
    return !line.empty();
}

std::string_view RecordStream::peek(std::size_t count) {
    count = std::min(count, kPeekBytes);
    while (ready().size() < count && fill()) {
    }
    return ready().substr(0, count);
}

std::size_t RecordStream::read(std::string& out, std::size_t count) {
    std::size_t taken = 0;
    while (taken < count) {
        if (at_ == buffer_.size() && !fill()) break;
        const std::string_view piece = ready().substr(0, count - taken);
        out += piece;
        at_ += piece.size();
        taken += piece.size();
    }
    offset_ += taken;
    return taken;
}

std::uint64_t RecordStream::skip(std::uint64_t count) {
    std::uint64_t taken = 0;
    while (taken < count) {
        if (at_ == buffer_.size() && !fill()) break;
        const std::size_t piece =
            static_cast<std::size_t>(std::min<std::uint64_t>(count - taken, ready().size()));
        at_ += piece;
        taken += piece;
    }
    offset_ += taken;
    return taken;
}

void RecordStream::put_back(std::string_view bytes) {
    buffer_.replace(0, at_, bytes);
    at_ = 0;
    offset_ -= bytes.size();
}

}  // namespace gazette
