// Numbers and strings as bytes, as the files of an index hold them: varints of 7 bits a byte, low
// first, and little-endian fixed-width numbers. The reader trusts nothing.
#pragma once

#include "indexer/format/index_error.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace gazette {

inline void append_varint(std::string& out, std::uint64_t value) {
    std::array<char, 10> bytes;
    std::size_t size = 0;
    for (; value >= 0x80; value >>= 7) bytes[size++] = static_cast<char>(value | 0x80);
    bytes[size++] = static_cast<char>(value);
    out.append(bytes.data(), size);
}

class ByteWriter {
  public:
    void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }
    void varint(std::uint64_t value) { append_varint(bytes_, value); }
    // Small numbers of either sign in few bytes.
    void signed_varint(std::int64_t value) {
        varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void string(std::string_view text) {
        varint(text.size());
        bytes_.append(text);
    }
    void raw(std::string_view bytes) { bytes_.append(bytes); }
    void fixed32(std::uint32_t value) { fixed(value, 4); }
    void fixed64(std::uint64_t value) { fixed(value, 8); }

    const std::string& bytes() const { return bytes_; }
    std::string take() { return std::move(bytes_); }

  private:
    void fixed(std::uint64_t value, int size) {
        for (int i = 0; i < size; ++i) byte(static_cast<std::uint8_t>(value >> (8 * i)));
    }

    std::string bytes_;
};

// Throws IndexError ("<what>: ...") where the bytes end early or a number does not fit. `what` and
// the bytes must outlive the reader.
class ByteReader {
  public:
    ByteReader(std::string_view bytes, std::string_view what) : bytes_(bytes), what_(what) {}

    std::uint8_t byte() {
        need(1);
        return static_cast<std::uint8_t>(bytes_[at_++]);
    }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            const std::uint64_t bits = next & 0x7FU;
            if (shift == 63 && bits > 1) break;
            value |= bits << shift;
            if (next < 0x80) return value;
        }
        fail("a number is too large");
    }
    std::uint32_t varint32() {
        const std::uint64_t value = varint();
        if (value > UINT32_MAX) fail("a number is too large");
        return static_cast<std::uint32_t>(value);
    }
    std::int64_t signed_varint() {
        const std::uint64_t value = varint();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }
    std::string_view string() { return raw(varint()); }
    std::string_view raw(std::uint64_t size) {
        need(size);
        const auto piece = bytes_.substr(at_, static_cast<std::size_t>(size));
        at_ += piece.size();
        return piece;
    }
    std::uint32_t fixed32() { return static_cast<std::uint32_t>(fixed(4)); }
    std::uint64_t fixed64() { return fixed(8); }

    // A number of things of which each takes `smallest` bytes or more: no more than fit.
    std::size_t count(std::size_t smallest) {
        const std::uint64_t value = varint();
        if (value > left() / smallest) fail("a list is longer than the bytes");
        return static_cast<std::size_t>(value);
    }
    std::size_t left() const { return bytes_.size() - at_; }
    void expect_end() const {
        if (left() != 0) fail("bytes are left over");
    }

    [[noreturn]] void fail(const char* why) const {
        throw IndexError(std::string(what_) + " is damaged: " + why);
    }

  private:
    void need(std::uint64_t size) const {
        if (size > left()) fail("it ends early");
    }
    std::uint64_t fixed(int size) {
        const auto piece = raw(static_cast<std::uint64_t>(size));
        std::uint64_t value = 0;
        for (int i = size; i-- > 0;) {
            value = value << 8 | static_cast<std::uint8_t>(piece[static_cast<std::size_t>(i)]);
        }
        return value;
    }

    std::string_view bytes_;
    std::string_view what_;
    std::size_t at_ = 0;
};

}  // namespace gazette
