// The flat arrays of a part, one slot for each Xapian document id: what ranking, sorting,
// filtering and looking up ids read for every match. Written once with the part, then mapped.
#pragma once

#include "indexer/format/civil_date.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// One document's row. `store_offset` and `store_size` say where its stored document lies in the
// part's documents file.
struct ColumnRow {
    std::string id;
    std::uint32_t length = 0;        // main-stream wdf in all, for BM25
    std::uint32_t title_tokens = 0;  // PositionLayout::title_tokens
    CivilDay date_first = kUnknownDay;
    CivilDay date_last = kUnknownDay;
    std::uint64_t store_offset = 0;
    std::uint64_t store_size = 0;
    std::uint64_t content_hash = 0;  // first 64 bits of content_hash() of what was read
    std::string lang, kind, source, collection, publisher, jurisdiction;
};

// Columns of strings that repeat: a number (ordinal) for each document, and a dictionary.
enum class FacetColumn : std::uint8_t { lang, kind, source, collection, publisher, jurisdiction };
inline constexpr std::size_t kFacetColumns = 6;

// Collects rows in order of docid (1, 2, ...) and writes the file. Holds about 60 bytes and the id
// for each row.
class ColumnsWriter {
  public:
    ColumnsWriter();
    ~ColumnsWriter();
    ColumnsWriter(ColumnsWriter&&) noexcept;
    ColumnsWriter& operator=(ColumnsWriter&&) noexcept;

    void reserve(std::uint32_t rows);
    void add(const ColumnRow& row);
    // A row that find() must not find: of a document that is deleted already when the part is
    // made, and that may be in the same part again, alive.
    void add_deleted(const ColumnRow& row);
    std::uint32_t size() const;
    // Writes and fsyncs. Throws IndexError.
    void write(const std::filesystem::path& file) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// The file, mapped. Docids run from 1 to size(). Thread-safe. Throws IndexError where the file is
// cut, damaged (the header's checksum and the bounds of all arrays are checked at opening, what
// lies in them when it is used) or of another version; and std::out_of_range for a docid that is
// not in the part.
class Columns {
  public:
    explicit Columns(const std::filesystem::path& file);
    ~Columns();
    Columns(const Columns&) = delete;
    Columns& operator=(const Columns&) = delete;

    std::uint32_t size() const;
    std::span<const std::uint32_t> lengths() const;       // [docid - 1]
    std::span<const std::uint32_t> title_tokens() const;  // likewise
    std::span<const CivilDay> date_first() const;
    std::span<const CivilDay> date_last() const;
    // Rank of the document in this part, from 0, by (date_first newest first, unknown dates last;
    // then id by bytes), and by (date_first oldest first, unknown last; then id): what ties are
    // broken by.
    std::span<const std::uint32_t> newest_rank() const;
    std::span<const std::uint32_t> oldest_rank() const;

    std::string_view id(std::uint32_t docid) const;
    // Docid; the highest one should an id be there more than once. Does not know of tombstones.
    std::optional<std::uint32_t> find(std::string_view id) const;
    std::uint64_t store_offset(std::uint32_t docid) const;
    std::uint64_t store_size(std::uint32_t docid) const;
    std::uint64_t content_hash(std::uint32_t docid) const;
    std::string_view lang(std::uint32_t docid) const;
    std::string_view kind(std::uint32_t docid) const;
    std::string_view source(std::uint32_t docid) const;
    std::string_view collection(std::uint32_t docid) const;
    std::string_view publisher(std::uint32_t docid) const;
    std::string_view jurisdiction(std::uint32_t docid) const;
    ColumnRow row(std::uint32_t docid) const;

    // For counting: the ordinals of all documents, [docid - 1]. Below value_count() in an index
    // that is whole; value() throws IndexError for others.
    std::span<const std::uint32_t> ordinals(FacetColumn column) const;
    std::uint32_t value_count(FacetColumn column) const;
    std::string_view value(FacetColumn column, std::uint32_t ordinal) const;

    std::uint64_t total_length() const;  // sum of lengths()

    // Gives back the memory of what was read so far; it is read again when it is asked for.
    void release_pages() const;

    // Reads the whole file and compares its checksum: throws IndexError where it is damaged.
    void verify() const;

  private:
    struct Mapping;
    std::unique_ptr<Mapping> mapping_;
};

}  // namespace gazette
