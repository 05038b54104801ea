// Large blocks come back to the thread that gave them back.
#include "indexer/glass/huge_pages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace gazette::glass {
namespace {

constexpr std::size_t kLarge = std::size_t{3} << 20;

TEST(HugePages, AreTakenAgain) {
    const void* before = nullptr;
    {
        HugeVector<char> block(kLarge, 'x');
        before = block.data();
    }
    // Of another size: four pages of 2 MB, not two.
    const HugeVector<char> other(2 * kLarge + 1);
    EXPECT_NE(static_cast<const void*>(other.data()), before);
    const HugeVector<char> block(kLarge);
    EXPECT_EQ(static_cast<const void*>(block.data()), before);
    EXPECT_EQ(std::count(block.begin(), block.end(), '\0'), std::ptrdiff_t{kLarge});
}

TEST(HugePages, AreNotKeptWithoutEnd) {
    FreedBlocks blocks;
    HugePageAllocator<char> allocator;
    constexpr std::size_t kHalf = FreedBlocks::kMostBytes / 2;
    char* const a = allocator.allocate(kHalf);
    char* const b = allocator.allocate(kHalf);
    char* const c = allocator.allocate(kLarge);
    EXPECT_TRUE(blocks.keep(a, kHalf));
    EXPECT_TRUE(blocks.keep(b, kHalf));
    EXPECT_FALSE(blocks.keep(c, std::size_t{4} << 20));
    EXPECT_EQ(blocks.take(kLarge), nullptr);
    EXPECT_NE(blocks.take(kHalf), nullptr);
    EXPECT_TRUE(blocks.keep(c, std::size_t{4} << 20));
    allocator.deallocate(a, kHalf);
}

}  // namespace
}  // namespace gazette::glass
