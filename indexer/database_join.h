// Xapian databases, one behind the other, as one compact database.
#pragma once

#include "indexer/term_writer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace gazette {

// So many can be joined at once: each holds some files open.
inline constexpr std::size_t kMaxJoinedDatabases = 64;

// Makes the database `target` (a new folder, or one without a database) of `sources`, whose docids
// are 1 to their number of documents, and which are not changed. Documents are numbered on from
// source to source. Throws IndexError, also where it does not have `documents` of them. Not
// fsynced.
//
// `kind` says how: by Xapian's compaction, or by writing the tables (glass/database_merge), which
// is several times as fast and makes one list of a term's short ones; what that does not know how
// to read is left to Xapian. `step` is then called now and then; what it throws ends the joining.
void join_databases(std::span<const std::filesystem::path> sources,
                    std::uint64_t documents,
                    const std::filesystem::path& target,
                    WriterKind kind,
                    const std::function<void()>& step = {});

}  // namespace gazette
