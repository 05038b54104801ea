#include "indexer/glass/position_list.h"

#include "indexer/glass/encoding.h"

#include <bit>

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

}  // namespace gazette::glass
