// Where keys were found in a file, or would be: a query looks for the same terms several times, for
// what they weigh, for their documents and for their places. A hint alone: whoever takes it looks
// whether the key is there.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace gazette {

// An item of a block: a leaf of a tree, a group of terms.
struct KeyPlace {
    std::uint32_t block = 0;
    std::uint32_t index = 0;
};

// Remembers as many as it has room for: of two keys that fall on the same one, the last. Safe to
// share between threads.
class KeyPlaces {
  public:
    // Of this key or, seldom, of another.
    std::optional<KeyPlace> find(std::string_view key) const {
        const std::uint64_t hash = std::hash<std::string_view>{}(key);
        const std::uint64_t known = places_[hash % kPlaces].load(std::memory_order_relaxed);
        if (known == 0 || known >> (kBlockBits + kIndexBits) != tag(hash)) return std::nullopt;
        return KeyPlace{static_cast<std::uint32_t>(known >> kIndexBits) & ((1U << kBlockBits) - 1),
                        static_cast<std::uint32_t>(known) & ((1U << kIndexBits) - 1)};
    }

    // What does not fit is not kept.
    void keep(std::string_view key, const KeyPlace& place) {
        if (place.block >> kBlockBits != 0 || place.index >> kIndexBits != 0) return;
        const std::uint64_t hash = std::hash<std::string_view>{}(key);
        places_[hash % kPlaces].store(tag(hash) << (kBlockBits + kIndexBits) |
                                          std::uint64_t{place.block} << kIndexBits | place.index,
                                      std::memory_order_relaxed);
    }

  private:
    static constexpr std::size_t kPlaces = 16384;
    static constexpr unsigned kBlockBits = 28;  // of blocks of 8 KB
    static constexpr unsigned kIndexBits = 12;

    // Never 0, so that no place is: what is left of the 64 bits.
    static std::uint64_t tag(std::uint64_t hash) { return hash >> 41 | 1U << 23; }

    std::array<std::atomic<std::uint64_t>, kPlaces> places_{};
};

}  // namespace gazette
