// A copy of an index, made while it is read and written: gazette backup.
//
// A part is never written again once it is published, so its files are hard links where the copy
// is on the same file system. Of the ledger there is one copy, of the state that the manifest has.
// What comes out is an index as any other: restoring is putting it in the place of the old one.
#pragma once

#include <cstdint>
#include <filesystem>

namespace gazette {

enum class BackupFiles : std::uint8_t {
    link,  // and copy what cannot be linked
    copy,  // all: the copy shares no block of the disk with the index
};

struct BackupReport {
    std::uint64_t revision = 0;
    std::uint64_t documents = 0;  // not deleted
    std::uint64_t parts = 0;
    std::uint64_t linked_bytes = 0;
    std::uint64_t copied_bytes = 0;  // with the ledger
};

// Folder in which the copy is made before it is renamed to `target`.
std::filesystem::path unfinished_backup(const std::filesystem::path& target);

// One published state of the index, on disk when the call comes back. `target` is there whole, or
// not at all. Throws IndexError where `target` or unfinished_backup() exists, `target` lies in the
// index, a part is lost, the index was published too often meanwhile, or the system refuses.
BackupReport back_up(const std::filesystem::path& index_dir,
                     const std::filesystem::path& target,
                     BackupFiles files);

}  // namespace gazette
