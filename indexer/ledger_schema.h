// The tables of the ledger, for its writer and its readers only.
//
//   generations   generation -> first_revision. A generation is a pair of tables of its own:
//                 rebuilding an index fills a new one, and the manifest's revision says which
//                 one counts. So replacing the ledger needs no step of its own.
//   inputs_N      a row for every input, as the newest publication has it, or will have it
//   undo_N        rows as they were before a publication that has not yet happened
//   runs          what was asked, when, and how it ended
//
// A publication commits its rows with the revision that it will publish, then renames the
// manifest. Killed in between, the manifest says that these rows are not true yet: readers look
// past them to undo_N, and the next writer puts the old ones back.
#pragma once

#include "indexer/ledger_row.h"
#include "indexer/sqlite.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace gazette::ledger_schema {

inline constexpr int kVersion = 2;

std::filesystem::path file_of(const std::filesystem::path& index_dir);

void create(SqliteDatabase& database);
void create_generation(SqliteDatabase& database, std::int64_t generation, std::uint64_t revision);
void drop_generation(SqliteDatabase& database, std::int64_t generation);
// Throws IndexError where the file is not a ledger of this version.
void check_version(SqliteDatabase& database, const std::filesystem::path& file);
// The one that counts when the manifest has this revision; 0 where there is none.
std::int64_t generation_at(SqliteDatabase& database, std::uint64_t revision);

std::string inputs_table(std::int64_t generation);
std::string undo_table(std::int64_t generation);

// Names of the columns, in the order of read_row() and bind_row(); input_id comes first.
extern const std::string kColumns;
inline constexpr int kColumnCount = 22;
std::string placeholders();  // "?,?,..."

LedgerRow read_row(const SqliteStatement& statement, int first_column = 0);
// Binds all but input_id to the parameters from `first_parameter` on.
void bind_row(SqliteStatement& statement, const LedgerRow& row, int first_parameter);

}  // namespace gazette::ledger_schema
