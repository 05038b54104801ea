// Memory for large arrays that are looked at in no order: in pages of 2 MB where the system has
// them. With 4 KB each, most looks miss the processor's table of pages as well, and the system
// hands out thousands of them for each part.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <sys/mman.h>
#include <vector>

namespace gazette::glass {

// Blocks that a thread gave back and may soon want again, for its next part: the system would clear
// every page of a new one.
class FreedBlocks {
  public:
    static constexpr std::size_t kMostBytes = std::size_t{256} << 20;

    FreedBlocks() = default;
    FreedBlocks(const FreedBlocks&) = delete;
    FreedBlocks& operator=(const FreedBlocks&) = delete;
    ~FreedBlocks() {
        for (std::size_t i = 0; i < count_; ++i) ::munmap(blocks_[i].begin, blocks_[i].bytes);
    }

    static FreedBlocks& of_this_thread() {
        thread_local FreedBlocks blocks;
        return blocks;
    }

    // Null where there is none of this size. What is in it is anything.
    void* take(std::size_t bytes) {
        for (std::size_t i = 0; i < count_; ++i) {
            if (blocks_[i].bytes != bytes) continue;
            void* const begin = blocks_[i].begin;
            blocks_[i] = blocks_[--count_];
            bytes_ -= bytes;
            return begin;
        }
        return nullptr;
    }

    // False where there are enough.
    bool keep(void* begin, std::size_t bytes) {
        if (bytes > kMostBytes - bytes_ || count_ == blocks_.size()) return false;
        blocks_[count_++] = {begin, bytes};
        bytes_ += bytes;
        return true;
    }

  private:
    struct Block {
        void* begin = nullptr;
        std::size_t bytes = 0;
    };
    std::array<Block, 16> blocks_;
    std::size_t count_ = 0;
    std::size_t bytes_ = 0;
};

// An allocator for containers. Smaller blocks come from where all memory comes from.
template <typename T>
class HugePageAllocator {
  public:
    using value_type = T;

    HugePageAllocator() = default;
    template <typename U>
    HugePageAllocator(const HugePageAllocator<U>& /*other*/) {}

    // Throws std::bad_alloc.
    T* allocate(std::size_t count) {
        if (!is_large(count)) return std::allocator<T>().allocate(count);
        // As many bytes more as it takes to begin and to end at a page.
        const std::size_t bytes = whole_pages(count);
        if (void* const freed = FreedBlocks::of_this_thread().take(bytes)) {
            return static_cast<T*>(freed);
        }
        void* const mapped = ::mmap(nullptr,
                                    bytes + kPageBytes,
                                    PROT_READ | PROT_WRITE,
                                    MAP_PRIVATE | MAP_ANONYMOUS,
                                    -1,
                                    0);
        if (mapped == MAP_FAILED) throw std::bad_alloc();
        char* const begin = static_cast<char*>(mapped);
        const std::size_t before =
            (kPageBytes - reinterpret_cast<std::uintptr_t>(begin) % kPageBytes) % kPageBytes;
        if (before > 0) ::munmap(begin, before);
        if (before < kPageBytes) ::munmap(begin + before + bytes, kPageBytes - before);
        // A system that cannot has small pages.
        static_cast<void>(::madvise(begin + before, bytes, MADV_HUGEPAGE));
        return reinterpret_cast<T*>(begin + before);
    }

    void deallocate(T* memory, std::size_t count) {
        if (is_large(count)) {
            const std::size_t bytes = whole_pages(count);
            if (!FreedBlocks::of_this_thread().keep(memory, bytes)) ::munmap(memory, bytes);
        } else {
            std::allocator<T>().deallocate(memory, count);
        }
    }

    friend bool operator==(const HugePageAllocator& /*a*/, const HugePageAllocator& /*b*/) {
        return true;
    }

  private:
    static constexpr std::size_t kPageBytes = std::size_t{2} << 20;

    static bool is_large(std::size_t count) { return count > (kPageBytes - 1) / sizeof(T); }
    static std::size_t whole_pages(std::size_t count) {
        return (count * sizeof(T) + kPageBytes - 1) / kPageBytes * kPageBytes;
    }
};

template <typename T>
using HugeVector = std::vector<T, HugePageAllocator<T>>;
using HugeString = std::basic_string<char, std::char_traits<char>, HugePageAllocator<char>>;

}  // namespace gazette::glass
