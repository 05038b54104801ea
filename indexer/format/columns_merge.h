// Columns files, one behind the other, as one.
#pragma once

#include "indexer/format/columns.h"
#include "indexer/format/tombstones.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace gazette {

struct ColumnsSource {
    std::filesystem::path file;
    Tombstones deleted;               // find() will not find them
    std::uint64_t stored_before = 0;  // added to store_offset()
};

// Writes, and fsyncs, what ColumnsWriter writes for the rows of all sources in their order; a
// section at a time, so that no more than some 30 bytes a document are held. Throws IndexError.
void merge_columns(const std::vector<ColumnsSource>& sources, const std::filesystem::path& target);

}  // namespace gazette
