// gazette search --batch: many queries from a table, their hits as a table.
#pragma once

#include "searcher/http/batch.h"

#include <filesystem>
#include <iosfwd>
#include <string_view>

namespace gazette {

inline constexpr std::uintmax_t kMaxBatchFileBytes = 64U << 20U;

// `table` begins with the names of its columns: query, and any of id, lang, kind, source,
// collection, from, to, sort, limit, exact. Several values of a filter are parted by "|". Writes a
// line for each hit, and one for a query that has none or is wrong: with the line of the table, a
// status as of HTTP, and the error. Returns how many lines of the table were wrong. Throws
// std::invalid_argument where the names of the columns are.
std::size_t search_table(std::string_view table, const SearchService& service, std::ostream& out);

// The bytes of a file. Throws std::invalid_argument where it cannot be read or is too large.
std::string read_table(const std::filesystem::path& file);

}  // namespace gazette
