#include "indexer/format/adjacent_words_writer.h"

#include "indexer/format/adjacent_words_layout.h"
#include "indexer/format/byte_codec.h"
#include "indexer/format/file_writer.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <deque>
#include <memory>
#include <new>
#include <string>
#include <string_view>

namespace gazette {

using namespace adjacent_words_layout;

namespace {

class BitWriter {
  public:
    void ones_and_zero(std::uint64_t ones) {
        for (; ones > 31; ones -= 31) put(0x7FFF'FFFFU, 31);
        put((std::uint64_t{1} << ones) - 1, static_cast<std::uint32_t>(ones) + 1);
    }
    // `value` has at most so many bits, 32 or fewer.
    void put(std::uint64_t value, std::uint32_t bits) {
        waiting_ |= value << waiting_bits_;
        for (waiting_bits_ += bits; waiting_bits_ >= 8; waiting_bits_ -= 8) {
            bytes_.push_back(static_cast<char>(waiting_));
            waiting_ >>= 8;
        }
    }
    // All that was put since start().
    std::string_view finish() {
        if (waiting_bits_ > 0) bytes_.push_back(static_cast<char>(waiting_));
        return bytes_;
    }
    void start() {
        bytes_.clear();
        waiting_ = 0;
        waiting_bits_ = 0;
    }

  private:
    std::string bytes_;
    std::uint64_t waiting_ = 0;
    std::uint32_t waiting_bits_ = 0;
};

// Near the best k where distances are geometrically distributed: log2(mean * ln 2).
std::uint32_t rice_bits_for(std::span<const std::uint32_t> documents) {
    const std::uint64_t mean = documents.back() / documents.size();
    const auto bits = static_cast<std::uint32_t>(std::bit_width(mean * 693 / 1000));
    return std::min(bits == 0 ? 0 : bits - 1, kMostRiceBits);
}

// The file, list by list.
class ListsFile {
  public:
    explicit ListsFile(const std::filesystem::path& file) : out_(file), hash_(XXH3_createState()) {
        if (hash_ == nullptr) throw std::bad_alloc();
        XXH3_64bits_reset(hash_.get());
        out_.append(std::string(kListsAt, '\0'));
    }

    // Of the next bucket: ascending docids.
    void append(std::span<const std::uint32_t> documents) {
        if (lists_ % kListsInGroup == 0) begins_[lists_ / kListsInGroup] = out_.size();
        ++lists_;
        list_.clear();
        append_varint(list_, documents.size());
        if (!documents.empty()) {
            const std::uint32_t rice_bits = rice_bits_for(documents);
            bits_.start();
            std::uint32_t last = 0;
            for (const std::uint32_t document : documents) {
                const std::uint64_t distance = document - last - 1;
                bits_.ones_and_zero(distance >> rice_bits);
                bits_.put(distance & ((std::uint64_t{1} << rice_bits) - 1), rice_bits);
                last = document;
            }
            const std::string_view distances = bits_.finish();
            list_.push_back(static_cast<char>(rice_bits));
            append_varint(list_, distances.size());
            list_.append(distances);
        }
        XXH3_64bits_update(hash_.get(), list_.data(), list_.size());
        out_.append(list_);
    }

    void finish(std::uint64_t documents) {
        begins_[kGroups] = out_.size();
        Header header;
        header.documents = documents;
        header.file_bytes = out_.size();
        header.lists_hash = XXH3_64bits_digest(hash_.get());
        header.begins_hash = XXH3_64bits(begins_.data(), sizeof begins_);
        out_.overwrite(0, {reinterpret_cast<const char*>(&header), sizeof header});
        out_.overwrite(sizeof header,
                       {reinterpret_cast<const char*>(begins_.data()), sizeof begins_});
        out_.finish();
    }

  private:
    struct FreeHash {
        void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
    };

    FileWriter out_;
    std::unique_ptr<XXH3_state_t, FreeHash> hash_;
    std::uint32_t lists_ = 0;
    Begins begins_{};
    std::string list_;  // that is being made
    BitWriter bits_;
};

}  // namespace

AdjacentWordsWriter::AdjacentWordsWriter() : last_doc_(kAdjacencyBuckets, 0) {}

void AdjacentWordsWriter::add(std::span<const std::uint32_t> buckets) {
    const auto document = static_cast<std::uint32_t>(ends_.size() + 1);
    // So many ahead, a bucket's last document is asked for: they lie anywhere in 1 MB.
    constexpr std::size_t kAhead = 16;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (i + kAhead < buckets.size()) __builtin_prefetch(&last_doc_[buckets[i + kAhead]]);
        const std::uint32_t bucket = buckets[i];
        if (last_doc_[bucket] == document) continue;
        last_doc_[bucket] = document;
        buckets_.push_back(bucket);
    }
    ends_.push_back(buckets_.size());
}

void AdjacentWordsWriter::write(const std::filesystem::path& file) const {
    std::vector<std::uint64_t> begins(kAdjacencyBuckets + 1, 0);
    for (const std::uint32_t bucket : buckets_) ++begins[bucket + 1];
    for (std::uint32_t i = 0; i < kAdjacencyBuckets; ++i) begins[i + 1] += begins[i];
    std::vector<std::uint64_t> at(begins.begin(), begins.end() - 1);
    std::vector<std::uint32_t> documents(buckets_.size());
    std::uint64_t pair = 0;
    for (std::uint32_t document = 1; document <= ends_.size(); ++document) {
        for (; pair < ends_[document - 1]; ++pair) documents[at[buckets_[pair]]++] = document;
    }
    ListsFile out(file);
    for (std::uint32_t i = 0; i < kAdjacencyBuckets; ++i) {
        out.append(std::span(documents).subspan(begins[i], begins[i + 1] - begins[i]));
    }
    out.finish(ends_.size());
}

void merge_adjacent_words(const std::vector<std::filesystem::path>& files,
                          const std::filesystem::path& target) {
    std::deque<AdjacentWords> sources;
    std::vector<AdjacentWords::Lists> lists;
    std::uint64_t all = 0;
    for (const auto& file : files) {
        lists.emplace_back(sources.emplace_back(file));
        all += sources.back().documents();
    }
    ListsFile out(target);
    std::vector<std::uint32_t> documents;
    for (std::uint32_t bucket = 0; bucket < kAdjacencyBuckets; ++bucket) {
        documents.clear();
        std::uint32_t before = 0;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            AdjacencyCursor list = lists[i].next();
            for (; list.document() != AdjacencyCursor::kEnd; list.seek(list.document() + 1)) {
                documents.push_back(before + list.document());
            }
            before += sources[i].documents();
        }
        out.append(documents);
    }
    out.finish(all);
}

}  // namespace gazette
