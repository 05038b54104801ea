#include "indexer/format/adjacent_words.h"

#include "indexer/format/adjacent_words_layout.h"
#include "indexer/format/byte_codec.h"
#include "indexer/format/index_error.h"

// Small keys are hashed several times as fast in place as by a call.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

namespace gazette {

using namespace adjacent_words_layout;

namespace {

constexpr std::string_view kList = "a list of adjacent words";

Header header_of(std::string_view bytes) {
    Header header;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

std::uint64_t begin_of(std::string_view bytes, std::uint32_t group) {
    std::uint64_t begin = 0;
    std::memcpy(&begin, bytes.data() + sizeof(Header) + sizeof begin * group, sizeof begin);
    return begin;
}

}  // namespace

std::uint64_t adjacency_key(std::string_view surface) {
    return XXH3_64bits(surface.data(), surface.size());
}

std::uint32_t adjacency_bucket(std::uint64_t first_key, std::uint64_t second_key) {
    return static_cast<std::uint32_t>(
        XXH3_64bits_withSeed(&second_key, sizeof second_key, first_key) % kAdjacencyBuckets);
}

void AdjacencyCursor::fail() const {
    throw IndexError("a list of adjacent words is damaged");
}

// At least 57 bits from the current one on; zeros behind the end.
std::uint64_t AdjacencyCursor::bits_here() const {
    const std::uint64_t byte = bit_ / 8;
    std::uint64_t word = 0;
    if (byte + sizeof word <= bytes_.size()) {
        std::memcpy(&word, bytes_.data() + byte, sizeof word);
    } else if (byte < bytes_.size()) {
        std::memcpy(&word, bytes_.data() + byte, bytes_.size() - byte);
    } else {
        fail();
    }
    return word >> (bit_ % 8);
}

void AdjacencyCursor::next() {
    constexpr std::uint32_t kWhole = 57;
    if (left_ == 0) {
        document_ = kEnd;
        return;
    }
    --left_;
    std::uint64_t word = bits_here();
    std::uint64_t quotient = 0;
    std::uint32_t ones = 0;
    while ((ones = std::min(static_cast<std::uint32_t>(std::countr_one(word)), kWhole)) == kWhole) {
        quotient += kWhole;
        bit_ += kWhole;
        if (quotient > documents_) fail();
        word = bits_here();
    }
    quotient += ones;
    bit_ += ones + 1;
    word = ones + 1 + rice_bits_ <= kWhole ? word >> (ones + 1) : bits_here();
    const std::uint64_t rest = word & ((std::uint64_t{1} << rice_bits_) - 1);
    bit_ += rice_bits_;
    const std::uint64_t found = document_ + 1 + (quotient << rice_bits_) + rest;
    if (found > documents_) fail();
    document_ = static_cast<std::uint32_t>(found);
}

void AdjacentWords::fail(const char* why) const {
    throw IndexError("the file of adjacent words " + path_.string() + " is damaged: " + why);
}

AdjacentWords::AdjacentWords(const std::filesystem::path& file) : path_(file), mapped_(file) {
    const std::string_view bytes = mapped_.bytes();
    if (bytes.size() < kListsAt) fail("it is cut off");
    const Header header = header_of(bytes);
    if (header.magic != kMagic) fail("it does not begin as one of this version does");
    if (header.file_bytes != bytes.size()) fail("it is cut off");
    if (XXH3_64bits(bytes.data() + sizeof(Header), sizeof(Begins)) != header.begins_hash) {
        fail("a checksum is wrong");
    }
    if (header.documents >= AdjacencyCursor::kEnd) fail("its number of documents is wrong");
    documents_ = static_cast<std::uint32_t>(header.documents);
}

AdjacencyCursor AdjacentWords::read_list(ByteReader& lists) const {
    AdjacencyCursor cursor;
    cursor.left_ = lists.varint32();
    if (cursor.left_ == 0) return cursor;
    cursor.rice_bits_ = lists.byte();
    cursor.bytes_ = lists.string();
    if (cursor.left_ > documents_ || cursor.rice_bits_ > kMostRiceBits) fail("a list is damaged");
    cursor.frequency_ = cursor.left_;
    cursor.documents_ = documents_;
    cursor.document_ = 0;
    return cursor;
}

AdjacencyCursor AdjacentWords::find(std::uint32_t bucket) const {
    const std::string_view bytes = mapped_.bytes();
    const std::uint32_t group = bucket / kListsInGroup;
    const std::uint64_t begin = begin_of(bytes, group);
    const std::uint64_t end = begin_of(bytes, group + 1);
    if (begin > end || end > bytes.size()) fail("a list lies outside of it");
    ByteReader lists(bytes.substr(begin, end - begin), kList);
    for (std::uint32_t before = bucket % kListsInGroup; before > 0; --before) read_list(lists);
    AdjacencyCursor cursor = read_list(lists);
    cursor.seek(1);
    return cursor;
}

AdjacentWords::Lists::Lists(const AdjacentWords& words)
    : words_(words), lists_(words.mapped_.bytes().substr(kListsAt), kList) {}

AdjacencyCursor AdjacentWords::Lists::next() {
    AdjacencyCursor cursor = words_.read_list(lists_);
    cursor.seek(1);
    return cursor;
}

void AdjacentWords::verify() const {
    const std::string_view lists = mapped_.bytes().substr(kListsAt);
    if (XXH3_64bits(lists.data(), lists.size()) != header_of(mapped_.bytes()).lists_hash) {
        fail("a checksum is wrong");
    }
    Lists all(*this);
    for (std::uint32_t bucket = 0; bucket < kAdjacencyBuckets; ++bucket) {
        all.next().seek(AdjacencyCursor::kEnd);
    }
    all.expect_end();
}

}  // namespace gazette
