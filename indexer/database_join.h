// Xapian databases, one behind the other, as one compact database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

namespace gazette {

// So many can be joined at once: each holds some files open.
inline constexpr std::size_t kMaxJoinedDatabases = 64;

// Makes the database `target` (a new folder, or one without a database) of `sources`, whose docids
// are 1 to their number of documents, and which are not changed. Documents are numbered on from
// source to source. Throws IndexError, also where it does not have `documents` of them. Not
// fsynced.
void join_databases(std::span<const std::filesystem::path> sources,
                    std::uint64_t documents,
                    const std::filesystem::path& target);

}  // namespace gazette
