// The flat arrays of a part, one slot for each Xapian document id: what ranking, sorting,
// filtering and looking up ids read for every match. Written once with the part, then mapped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/format/civil_date.h"

namespace gazette {

// One document's row. `store_offset` and `store_size` say where its stored document lies in the
// part's documents file.
struct ColumnRow {
    std::string id;
    std::uint32_t length = 0;  // main-stream wdf in all, for BM25
    CivilDay date_first = kUnknownDay;
    CivilDay date_last = kUnknownDay;
    std::uint64_t store_offset = 0;
    std::uint64_t store_size = 0;
    std::uint64_t content_hash = 0;  // XXH3-64 of what was read, to tell changed from unchanged
    std::string lang, kind, source, collection;
};

// Collects rows in order of docid (1, 2, ...) and writes the file.
class ColumnsWriter {
  public:
    void add(ColumnRow row);
    std::uint32_t size() const;
    // Writes and fsyncs. Throws IndexError.
    void write(const std::filesystem::path& file) const;

  private:
    std::vector<ColumnRow> rows_;
};

// The file, mapped. Docids run from 1 to size(). Thread-safe. Throws IndexError where the file is
// cut, damaged (a checksum of the header and the array bounds is checked at opening) or of another
// version.
class Columns {
  public:
    explicit Columns(const std::filesystem::path& file);
    ~Columns();
    Columns(const Columns&) = delete;
    Columns& operator=(const Columns&) = delete;

    std::uint32_t size() const;
    std::span<const std::uint32_t> lengths() const;     // [docid - 1]
    std::span<const CivilDay> date_first() const;
    std::span<const CivilDay> date_last() const;
    // Rank of the document in this part by (date newest first, unknown dates last; then id), and
    // by (date oldest first, unknown last; then id): what ties are broken by.
    std::span<const std::uint32_t> newest_rank() const;
    std::span<const std::uint32_t> oldest_rank() const;

    std::string_view id(std::uint32_t docid) const;
    std::optional<std::uint32_t> find(std::string_view id) const;  // docid, by hash and then by id
    std::uint64_t store_offset(std::uint32_t docid) const;
    std::uint64_t store_size(std::uint32_t docid) const;
    std::uint64_t content_hash(std::uint32_t docid) const;
    std::string_view lang(std::uint32_t docid) const;
    std::string_view kind(std::uint32_t docid) const;
    std::string_view source(std::uint32_t docid) const;
    std::string_view collection(std::uint32_t docid) const;
    ColumnRow row(std::uint32_t docid) const;

    std::uint64_t total_length() const;  // sum of lengths()

  private:
    struct Mapping;
    std::unique_ptr<Mapping> mapping_;
};

}  // namespace gazette
