// Very many byte strings that grow at once, in one piece of memory: each is a chain of slices of
// growing size, so that short ones waste little and long ones have few links (as Lucene's in-memory
// index has them). In front of each slice stands where the next one is.
#pragma once

#include "indexer/glass/huge_pages.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace gazette::glass {

class ByteChains {
  public:
    struct Chain {
        std::uint32_t first = 0;  // where it begins, behind the link of the first slice
        std::uint32_t at = 0;     // the next byte to write
        std::uint32_t end = 0;    // of the slice; 0: the chain is empty
        std::uint32_t slices = 0;
    };

    // Memory for so many bytes; more are possible.
    void reserve(std::size_t bytes) { bytes_.reserve(bytes); }

    void append(Chain& chain, std::uint8_t byte) {
        if (chain.at == chain.end) grow(chain);
        bytes_[chain.at++] = byte;
    }
    void append_varint(Chain& chain, std::uint32_t value) {
        if (value < 0x80 && chain.at != chain.end) {
            bytes_[chain.at++] = static_cast<std::uint8_t>(value);
            return;
        }
        append_long_varint(chain, value);
    }

    // Asks for the memory that the next byte goes into.
    void prefetch_end(const Chain& chain) const { __builtin_prefetch(bytes_.data() + chain.at); }
    // Asks for the memory that a reader begins with.
    void prefetch_begin(const Chain& chain) const {
        __builtin_prefetch(bytes_.data() + chain.first);
    }
    // And then, once that has come, the memory that it goes on with.
    void prefetch_second(const Chain& chain) const {
        if (chain.slices > 1) __builtin_prefetch(bytes_.data() + link_of(chain.first));
    }

    // Appends nothing after it is made; reads no more than was written.
    class Reader {
      public:
        Reader(const ByteChains& chains, const Chain& chain)
            : bytes_(chains.bytes_.data()),
              at_(chain.first),
              slice_end_(chain.first + (chain.end == 0 ? 0 : room_of(0))),
              end_(chain.at) {
            prefetch_next_slice();
        }

        bool at_end() const { return at_ == end_; }
        std::uint32_t varint() {
            std::uint32_t value = 0;
            for (unsigned shift = 0;; shift += 7) {
                const std::uint8_t next = byte();
                value |= (next & 0x7FU) << shift;
                if (next < 0x80) return value;
            }
        }

        // Appends the bytes of so many varints.
        void copy_varints(std::uint32_t count, std::string& out) {
            while (count > 0) {
                if (at_ == slice_end_) enter_next_slice();
                const std::uint32_t begin = at_;
                do {
                    if (bytes_[at_++] < 0x80) --count;
                } while (count > 0 && at_ != slice_end_);
                out.append(reinterpret_cast<const char*>(bytes_ + begin), at_ - begin);
            }
        }

      private:
        void enter_next_slice() {
            at_ = next_;
            slice_end_ = at_ + room_of(++slice_);
            prefetch_next_slice();
        }
        // Links lie before their slices, so that the next slice comes while this one is read.
        void prefetch_next_slice() {
            if (at_ <= end_ && end_ <= slice_end_) return;  // the last
            std::memcpy(&next_, bytes_ + at_ - kLinkBytes, kLinkBytes);
            __builtin_prefetch(bytes_ + next_);
        }
        std::uint8_t byte() {
            if (at_ == slice_end_) enter_next_slice();
            return bytes_[at_++];
        }

        const std::uint8_t* bytes_;
        std::uint32_t at_;
        std::uint32_t slice_end_;
        std::uint32_t end_;
        std::uint32_t next_ = 0;  // slice
        std::uint32_t slice_ = 0;
    };

    std::size_t memory_bytes() const { return bytes_.size(); }

  private:
    static constexpr std::uint32_t kLinkBytes = 4;
    static constexpr std::array<std::uint32_t, 8> kRooms = {4, 12, 28, 60, 124, 252, 508, 1020};

    // Of any length, into any room.
    [[gnu::noinline]] void append_long_varint(Chain& chain, std::uint32_t value) {
        for (; value >= 0x80; value >>= 7) append(chain, static_cast<std::uint8_t>(value | 0x80));
        append(chain, static_cast<std::uint8_t>(value));
    }
    static std::uint32_t room_of(std::uint32_t slice) {
        return kRooms[slice < kRooms.size() ? slice : kRooms.size() - 1];
    }
    [[gnu::noinline]] void grow(Chain& chain) {
        const std::uint32_t room = room_of(chain.slices);
        const std::size_t begin = bytes_.size();
        if (begin + room + kLinkBytes > UINT32_MAX) {
            throw std::length_error("more than 4 GB of postings in memory");
        }
        bytes_.resize(begin + room + kLinkBytes);
        const auto place = static_cast<std::uint32_t>(begin + kLinkBytes);
        if (chain.slices == 0) {
            chain.first = place;
        } else {
            const std::uint32_t slice = chain.end - room_of(chain.slices - 1);
            std::memcpy(bytes_.data() + slice - kLinkBytes, &place, kLinkBytes);
        }
        chain.at = place;
        chain.end = place + room;
        ++chain.slices;
    }
    std::uint32_t link_of(std::uint32_t slice) const {
        std::uint32_t next = 0;
        std::memcpy(&next, bytes_.data() + slice - kLinkBytes, kLinkBytes);
        return next;
    }

    HugeVector<std::uint8_t> bytes_;
};

}  // namespace gazette::glass
