// The file iamglass of a glass database: where its tables begin, and what its bounds are.
#pragma once

#include "indexer/glass/block.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace gazette::glass {

// What every iamglass of the known format begins with: a mark and the format's version, the date
// 2016-03-14.
inline constexpr std::string_view kVersionMark("\x0f\x0dXapian Glass\x04\x6e", 16);

// Of all documents of a database. Xapian's weights rely on the bounds: one that is too tight gives
// wrong results without a word.
struct DatabaseTotals {
    std::uint32_t documents = 0;  // their docids are 1 .. documents
    std::uint64_t length = 0;     // sum of all wdf
    std::uint32_t shortest = 0;   // least length of a document that has any; 0: none has
    std::uint32_t longest = 0;
    std::uint32_t largest_wdf = 0;

    void add_document(std::uint32_t document_length);
    void add(const DatabaseTotals& other);
};

struct VersionFile {
    TableRoot postings;
    TableRoot positions;
    DatabaseTotals totals;
};

// Writes iamglass, with a new UUID, into the database's folder, and fsyncs it. It comes last.
void write_version_file(const std::filesystem::path& folder, const VersionFile& version);

// Nothing where the database is sound, but not such as is written here: with other tables, blocks
// of another size, gaps in its docids, or leaves out of order. Throws IndexError where it cannot
// be read.
std::optional<VersionFile> read_version_file(const std::filesystem::path& folder);

}  // namespace gazette::glass
