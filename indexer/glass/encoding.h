// Numbers and terms as bytes in the tables of a Xapian 1.4 "glass" database. Source: the format
// that libxapian 1.4.22 reads and writes (glass version of 14 March 2016).
#pragma once

#include "indexer/format/byte_codec.h"
#include "indexer/format/index_error.h"

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette::glass {

inline constexpr std::size_t kMaxKeyBytes = 255;
// What a key has room for beside a docid. A NUL takes two bytes.
inline constexpr std::size_t kMaxTermKeyBytes = 245;

// Seven bits a byte, low first; the high bit says that more follow.
using gazette::append_varint;

// A docid in a key, so that keys sort as docids do: two bytes below 0x8000; else the number of
// bytes is told by the high bits of the first, as in UTF-8.
inline void append_sortable(std::string& out, std::uint32_t value) {
    if (value < 0x8000) {
        out.push_back(static_cast<char>(value >> 8));
        out.push_back(static_cast<char>(value));
        return;
    }
    const int bytes = (37 - std::countl_zero(value)) / 7;
    for (int i = bytes; i-- > 0;) {
        std::uint32_t byte = i < 4 ? value >> (8 * i) & 0xFFU : 0U;
        if (i == bytes - 1) byte |= 0xFFU << (10 - bytes) & 0xFFU;
        out.push_back(static_cast<char>(byte));
    }
}

// What append_sortable() made such bytes of; nothing where it did not. All of them are read.
inline std::optional<std::uint32_t> sortable(std::string_view bytes) {
    const auto at = [&](std::size_t i) {
        return std::uint64_t{static_cast<std::uint8_t>(bytes[i])};
    };
    if (bytes.size() < 2) return std::nullopt;
    const auto first = static_cast<std::uint8_t>(bytes[0]);
    if (first < 0x80) {
        if (bytes.size() != 2) return std::nullopt;
        return static_cast<std::uint32_t>(at(0) << 8 | at(1));
    }
    const auto size = static_cast<std::size_t>(std::countl_one(first)) + 2;
    if (size != bytes.size() || size > 7) return std::nullopt;
    std::uint64_t value = first & (0xFFU >> (size - 1));
    for (std::size_t i = 1; i < size; ++i) value = value << 8 | at(i);
    if (value > UINT32_MAX) return std::nullopt;
    return static_cast<std::uint32_t>(value);
}

// A term as the beginning of a key: NUL becomes 00 ff, so that keys sort as terms do whatever
// follows.
inline void append_term(std::string& out, std::string_view term) {
    for (std::size_t nul = term.find('\0'); nul != term.npos; nul = term.find('\0')) {
        out.append(term.substr(0, nul + 1));
        out.push_back('\xFF');
        term.remove_prefix(nul + 1);
    }
    out.append(term);
}

// Reads what stands above. Throws IndexError ("<what> is damaged: ...") for bytes that end early
// or numbers that do not fit. The bytes and `what` must outlive it.
class Decoder {
  public:
    Decoder(std::string_view bytes, std::string_view what) : bytes_(bytes), what_(what) {}

    bool at_end() const { return at_ == bytes_.size(); }
    std::string_view rest() const { return bytes_.substr(at_); }

    std::uint8_t byte() {
        if (at_end()) fail("it ends early");
        return static_cast<std::uint8_t>(bytes_[at_++]);
    }
    std::uint64_t varint64() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t next = byte();
            if (shift == 63 && next > 1) break;
            value |= std::uint64_t{next & 0x7FU} << shift;
            if (next < 0x80) return value;
        }
        fail("a number is too large");
    }
    std::uint32_t varint() {
        const std::uint64_t value = varint64();
        if (value > UINT32_MAX) fail("a number is too large");
        return static_cast<std::uint32_t>(value);
    }
    std::uint32_t sortable() {
        const std::uint8_t first = byte();
        if (first < 0x80) return std::uint32_t{first} << 8 | byte();
        const int bytes = std::countl_one(first) + 2;
        if (bytes > 7) fail("a document's number is too large");
        std::uint64_t value = first & (0xFFU >> (bytes - 1));
        for (int i = 1; i < bytes; ++i) value = value << 8 | byte();
        if (value > UINT32_MAX) fail("a document's number is too large");
        return static_cast<std::uint32_t>(value);
    }
    std::string_view string() {
        const std::uint64_t size = varint64();
        if (size > bytes_.size() - at_) fail("it ends early");
        const auto text = bytes_.substr(at_, static_cast<std::size_t>(size));
        at_ += text.size();
        return text;
    }
    [[noreturn]] void fail(const char* why) const {
        throw IndexError(std::string(what_) + " is damaged: " + why);
    }

  private:
    std::string_view bytes_;
    std::string_view what_;
    std::size_t at_ = 0;
};

}  // namespace gazette::glass
