// What both writers of columns files are made of: of rows that come one by one (columns_writer),
// and of whole files (columns_merge).
#pragma once

#include "indexer/format/columns_layout.h"
#include "indexer/format/file_writer.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gazette::columns_layout {

// Numbers the distinct values of a facet column in order of first use.
class Dictionary {
  public:
    std::uint32_t ordinal(const std::string& value) {
        const auto next = static_cast<std::uint32_t>(values_.size());
        const auto [entry, added] = numbers_.try_emplace(value, next);
        if (added) values_.push_back(&entry->first);
        return entry->second;
    }
    const std::vector<const std::string*>& values() const { return values_; }

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<const std::string*> values_;
};

struct FreeHash {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

// Writes the sections in order, with padding, and takes the checksum of all behind the header.
class SectionWriter {
  public:
    explicit SectionWriter(const std::filesystem::path& file)
        : out_(file), hash_(XXH3_createState()) {
        if (!hash_ || XXH3_64bits_reset(hash_.get()) != XXH_OK) throw std::bad_alloc();
        out_.append(std::string(sizeof(Header), '\0'));
    }

    void begin(Section section) {
        append(std::string(-out_.size() % kAlignment, '\0'));
        current_ = &header.extents[section];
        current_->begin = out_.size();
    }
    void append(std::string_view bytes) {
        XXH3_64bits_update(hash_.get(), bytes.data(), bytes.size());
        out_.append(bytes);
        if (current_ != nullptr) current_->size = out_.size() - current_->begin;
    }
    void end() { current_ = nullptr; }
    template <typename T>
    void append_array(std::span<const T> values) {
        append({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
    }
    template <typename T>
    void array(Section section, const std::vector<T>& values) {
        begin(section);
        append_array(std::span<const T>(values));
        end();
    }
    void finish() {
        header.file_bytes = out_.size();
        header.body_hash = XXH3_64bits_digest(hash_.get());
        header.header_hash = hash_of(header);
        out_.overwrite(0, {reinterpret_cast<const char*>(&header), sizeof header});
        out_.finish();
    }

    Header header;

  private:
    FileWriter out_;
    std::unique_ptr<XXH3_state_t, FreeHash> hash_;
    Extent* current_ = nullptr;
};

using Dictionaries = std::array<Dictionary, kFacetColumns>;

inline void write_values(SectionWriter& out, const Dictionaries& dictionaries) {
    std::uint64_t end = 0;
    for (std::size_t column = 0; column < kFacetColumns; ++column) {
        std::vector<std::uint64_t> begins = {end};
        for (const std::string* value : dictionaries[column].values()) {
            begins.push_back(end += value->size());
        }
        out.array(value_begins_of(column), begins);
    }
    out.begin(kValues);
    for (const auto& dictionary : dictionaries) {
        for (const std::string* value : dictionary.values()) out.append(*value);
    }
    out.end();
}

// Hash above, docid below: sorted together, then written apart.
inline std::uint64_t index_entry(std::string_view id, std::uint32_t docid) {
    return std::uint64_t{id_hash(id)} << 32 | docid;
}

inline void write_id_index(SectionWriter& out, std::vector<std::uint64_t> entries) {
    std::sort(entries.begin(), entries.end());
    std::vector<std::uint32_t> half(entries.size());
    const auto hash = [](std::uint64_t entry) { return static_cast<std::uint32_t>(entry >> 32); };
    std::transform(entries.begin(), entries.end(), half.begin(), hash);
    out.array(kIndexHashes, half);
    const auto docid = [](std::uint64_t entry) { return static_cast<std::uint32_t>(entry); };
    std::transform(entries.begin(), entries.end(), half.begin(), docid);
    out.array(kIndexDocids, half);
}

}  // namespace gazette::columns_layout
