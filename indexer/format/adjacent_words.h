// Which documents of a part have which two words side by side, as far as a hash of both tells. A
// phrase is in no other document than those: so positions are looked at in few of those that have
// all its words. (Of words that nearly every document has, nearly none of these has the phrase.)
#pragma once

#include "indexer/format/byte_codec.h"
#include "indexer/format/mapped_file.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace gazette {

// A document is taken for one with a pair that it does not have in as many of so many cases as it
// has pairs. (500,000 documents of 1.6 KB have 138 each: one in 950.)
inline constexpr std::uint32_t kAdjacencyBuckets = std::uint32_t{1} << 17;

// Of a word's surface form.
std::uint64_t adjacency_key(std::string_view surface);
// Of two words, in this order. Below kAdjacencyBuckets.
std::uint32_t adjacency_bucket(std::uint64_t first_key, std::uint64_t second_key);

// The documents of one bucket, ascending. The file must outlive it. Throws IndexError where the
// list is damaged.
class AdjacencyCursor {
  public:
    static constexpr std::uint32_t kEnd = UINT32_MAX;

    // How many there are.
    std::uint32_t frequency() const { return frequency_; }
    // The current one; kEnd behind the last.
    std::uint32_t document() const { return document_; }
    // To the first one at or after `target`; never back.
    void seek(std::uint32_t target) {
        while (document_ < target) next();
    }

  private:
    friend class AdjacentWords;

    void next();
    std::uint64_t bits_here() const;
    [[noreturn]] void fail() const;

    std::string_view bytes_;
    std::uint64_t bit_ = 0;
    std::uint32_t rice_bits_ = 0;
    std::uint32_t left_ = 0;  // documents behind the current one
    std::uint32_t frequency_ = 0;
    std::uint32_t document_ = kEnd;
    std::uint32_t documents_ = 0;  // of the part
};

// The file, mapped. Thread-safe. Throws IndexError where it is cut, damaged or of another version.
class AdjacentWords {
  public:
    explicit AdjacentWords(const std::filesystem::path& file);

    std::uint32_t documents() const { return documents_; }
    AdjacencyCursor find(std::uint32_t bucket) const;
    // Reads all of it. Throws IndexError for what is wrong.
    void verify() const;

    // All buckets' documents, one bucket after the other.
    class Lists {
      public:
        explicit Lists(const AdjacentWords& words);
        AdjacencyCursor next();
        // That there are no more.
        void expect_end() const { lists_.expect_end(); }

      private:
        const AdjacentWords& words_;
        ByteReader lists_;
    };

  private:
    AdjacencyCursor read_list(ByteReader& lists) const;
    [[noreturn]] void fail(const char* why) const;

    std::filesystem::path path_;
    MappedFile mapped_;
    std::uint32_t documents_ = 0;
};

}  // namespace gazette
