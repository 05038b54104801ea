#include "indexer/glass/position_list.h"

#include "indexer/glass/encoding.h"

#include <array>
#include <bit>
#include <cstring>

namespace gazette::glass {
namespace {

// Bits into bytes, the lowest first.
class BitWriter {
  public:
    explicit BitWriter(std::string& out) : out_(out) {}

    // A number of 0 .. possible - 1 in the fewest bits. Where `possible` is no power of two, some
    // numbers take one bit less: here those in the middle.
    void put(std::uint32_t value, std::uint64_t possible) {
        auto bits = static_cast<unsigned>(std::bit_width(possible - 1));
        const std::uint64_t spare = (std::uint64_t{1} << bits) - possible;
        std::uint64_t code = value;
        if (spare > 0) {
            const std::uint64_t middle = (possible - spare) / 2;
            if (code >= middle + spare) {
                code = (code - (middle + spare)) | std::uint64_t{1} << (bits - 1);
            } else if (code >= middle) {
                --bits;
            }
        }
        pending_ |= code << used_;
        for (used_ += bits; used_ >= 8; used_ -= 8) {
            out_.push_back(static_cast<char>(pending_));
            pending_ >>= 8;
        }
    }

    void finish() {
        if (used_ > 0) out_.push_back(static_cast<char>(pending_));
    }

  private:
    std::string& out_;
    std::uint64_t pending_ = 0;
    unsigned used_ = 0;
};

// Numbers that BitWriter put. Behind the end there are zeros, and overran() tells.
class BitReader {
  public:
    explicit BitReader(std::string_view bytes) : at_(bytes.data()), end_(at_ + bytes.size()) {}

    [[gnu::always_inline]] std::uint32_t get(std::uint64_t possible) {
        const auto bits = static_cast<unsigned>(std::bit_width(possible - 1));
        if (bits == 0) return 0;
        if (available_ < bits) refill();
        const std::uint64_t spare = (std::uint64_t{1} << bits) - possible;
        if (spare == 0) return static_cast<std::uint32_t>(take(bits));
        const std::uint64_t middle = (possible - spare) / 2;
        std::uint64_t code = take(bits - 1);
        if (code < middle && take(1) != 0) code += middle + spare;
        return static_cast<std::uint32_t>(code);
    }

    bool overran() const { return available_ < padding_; }

  private:
    static constexpr unsigned kMostBits = 32;  // of a number

    std::uint64_t take(unsigned bits) {
        const std::uint64_t value = pending_ & ((std::uint64_t{1} << bits) - 1);
        pending_ >>= bits;
        available_ -= bits;
        return value;
    }

    // Makes it kMostBits at least.
    void refill() {
        if (std::endian::native == std::endian::little && end_ - at_ >= 8) {
            std::uint64_t more = 0;
            std::memcpy(&more, at_, sizeof more);
            pending_ |= more << available_;
            const unsigned bytes = (63 - available_) / 8;
            at_ += bytes;
            available_ += 8 * bytes;
            pending_ &= (std::uint64_t{1} << available_) - 1;
            return;
        }
        for (; available_ < 56 && at_ != end_; ++at_, available_ += 8) {
            pending_ |= std::uint64_t{static_cast<std::uint8_t>(*at_)} << available_;
        }
        if (available_ < kMostBits) {
            available_ += kMostBits;
            padding_ += kMostBits;
        }
    }

    const char* at_;
    const char* end_;
    std::uint64_t pending_ = 0;
    unsigned available_ = 0;     // bits of `pending_`
    std::uint64_t padding_ = 0;  // zeros that were put behind the end
};

// Those between the first and the last, which are there. False where the bits end early. By value
// and without recursion, so that the reader stays in registers: what lies on the right of a middle
// waits, and each that waits is half as long as the one before.
bool get_between(BitReader in, std::span<std::uint32_t> positions) {
    struct Range {
        std::size_t first;
        std::size_t last;
    };
    std::array<Range, 33> waiting;
    std::size_t waits = 0;
    Range range{0, positions.size() - 1};
    for (;;) {
        while (range.last - range.first > 1) {
            const std::size_t middle = range.first + (range.last - range.first) / 2;
            const std::uint32_t low = positions[range.first];
            const std::uint64_t possible =
                std::uint64_t{positions[range.last]} - low - (range.last - range.first) + 1;
            positions[middle] =
                in.get(possible) + low + static_cast<std::uint32_t>(middle - range.first);
            waiting[waits++] = {middle, range.last};
            range.last = middle;
        }
        if (waits == 0) return !in.overran();
        range = waiting[--waits];
    }
}

// Those between the first and the last. Recursion halves: 32 deep at most.
void put_between(BitWriter& out, std::span<const std::uint32_t> positions) {
    while (positions.size() > 2) {
        const std::size_t middle = (positions.size() - 1) / 2;
        const std::size_t last = positions.size() - 1;
        // The others on either side need their places as well.
        const std::uint64_t possible = std::uint64_t{positions[last]} - positions[0] - last + 1;
        const auto lowest = static_cast<std::uint32_t>(positions[0] + middle);
        out.put(positions[middle] - lowest, possible);
        put_between(out, positions.first(middle + 1));
        positions = positions.subspan(middle);
    }
}

}  // namespace

void append_positions(std::string& out, std::span<const std::uint32_t> positions) {
    append_varint(out, positions.back());
    if (positions.size() == 1) return;
    BitWriter bits(out);
    bits.put(positions.front(), positions.back());
    bits.put(static_cast<std::uint32_t>(positions.size() - 2),
             positions.back() - positions.front());
    put_between(bits, positions);
    bits.finish();
}

const char* read_positions(std::string_view tag,
                           std::uint32_t most,
                           std::vector<std::uint32_t>& positions) {
    std::uint64_t last = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (tag.empty() || shift > 28) return "a list of positions does not begin as one";
        const auto byte = static_cast<std::uint8_t>(tag.front());
        tag.remove_prefix(1);
        last |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) break;
    }
    if (last > UINT32_MAX) return "a position is too large";
    if (tag.empty()) {
        positions.assign(1, static_cast<std::uint32_t>(last));
        return nullptr;
    }
    if (last == 0) return "a list of positions is longer than it should be";
    BitReader bits(tag);
    const std::uint32_t first = bits.get(last);
    const std::uint64_t count = std::uint64_t{bits.get(last - first)} + 2;
    if (count > most) return "a list has more positions than its document has words";
    positions.resize(count);
    positions.front() = first;
    positions.back() = static_cast<std::uint32_t>(last);
    return get_between(bits, positions) ? nullptr : "a list of positions ends early";
}

}  // namespace gazette::glass
