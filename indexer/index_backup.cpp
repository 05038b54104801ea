#include "indexer/index_backup.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"
#include "indexer/ledger_schema.h"
#include "indexer/live_parts.h"
#include "indexer/published_state.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace gazette {
namespace {

namespace fs = std::filesystem;

// Absolute, without a slash at its end, links in it resolved as far as it exists.
fs::path plain_path(const fs::path& path) {
    fs::path result = fs::weakly_canonical(fs::absolute(path));
    return result.has_filename() ? result : result.parent_path();
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
    const fs::path relative = inner.lexically_relative(outer);
    return !relative.empty() && *relative.begin() != "..";
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    if (fs::create_directory(folder, error)) return;
    if (!error) error = std::make_error_code(std::errc::file_exists);
    throw_file_error("make the folder", folder, error.value());
}

// The folder under construction; gone where it was not given its name.
class Unfinished {
  public:
    explicit Unfinished(fs::path target)
        : target_(std::move(target)), folder_(unfinished_backup(target_)) {
        if (fs::exists(fs::symlink_status(folder_))) {
            throw IndexError(folder_.string() +
                             " is there: another backup to this place is running, or one was "
                             "killed; if none is running, remove it");
        }
        make_folder(folder_);
    }
    ~Unfinished() {
        std::error_code ignored;  // the error that led here is the one to tell
        if (!finished_) fs::remove_all(folder_, ignored);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    const fs::path& folder() const { return folder_; }

    void finish() {
        fsync_folder(folder_);
        if (renameat2(AT_FDCWD, folder_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) !=
            0) {
            throw_file_error("give its name to", folder_, errno);
        }
        finished_ = true;
        fsync_folder(target_.parent_path());
    }

  private:
    const fs::path target_;
    const fs::path folder_;
    bool finished_ = false;
};

class Backup {
  public:
    Backup(const fs::path& index_dir, BackupFiles files) : index_dir_(index_dir), files_(files) {}

    BackupReport run(const fs::path& target) {
        const PublishedState state = read_published(index_dir_);
        if (!state.problems.empty()) throw IndexError(state.problems.front());
        const Manifest& manifest = state.manifest;
        if (!state.agrees) {
            throw IndexError("the index " + index_dir_.string() +
                             " is published too often to be copied; try again");
        }
        Unfinished unfinished(target);
        const fs::path parts = part_path(unfinished.folder(), "x").parent_path();
        make_folder(parts);
        for (const PartEntry& part : manifest.parts) add_part(part, unfinished.folder());
        fsync_folder(parts);

        const fs::path ledger = ledger_schema::file_of(unfinished.folder());
        state.ledger->copy_to(ledger);
        fsync_file(ledger);
        report_.copied_bytes += fs::file_size(ledger);
        // Last: without it the folder is no index.
        replace_manifest(unfinished.folder(), manifest);
        unfinished.finish();

        report_.revision = manifest.revision;
        report_.documents = manifest.documents();
        report_.parts = manifest.parts.size();
        return report_;
    }

  private:
    void add_part(const PartEntry& entry, const fs::path& to_index) {
        const fs::path from = part_path(index_dir_, entry.name);
        const fs::path to = part_path(to_index, entry.name);
        make_folder(to);
        for (const auto& file : fs::directory_iterator(from)) {
            const std::string name = file.path().filename().string();
            const bool old_tombstones =
                name.starts_with(kTombstonesPrefix) && name != entry.tombstones;
            if (old_tombstones || !file.is_regular_file()) continue;
            if (name == kInUseFile) {
                // Locks belong to the inode: a reader of the copy must not hold the original.
                write_durably(to / name, "");
            } else {
                add_file(file.path(), to / name);
            }
        }
        fsync_folder(to);
    }

    void add_file(const fs::path& from, const fs::path& to) {
        const auto bytes = fs::file_size(from);
        if (files_ == BackupFiles::link && ::link(from.c_str(), to.c_str()) == 0) {
            report_.linked_bytes += bytes;
            return;
        }
        // Another file system, a file of somebody else's, too many links: whatever the reason, a
        // copy serves.
        FileWriter copy(to);
        copy.append_file(from, 0, bytes);
        copy.finish();
        report_.copied_bytes += bytes;
    }

    const fs::path index_dir_;
    const BackupFiles files_;
    BackupReport report_;
};

}  // namespace

fs::path unfinished_backup(const fs::path& target) {
    return plain_path(target).string() + ".unfinished";
}

BackupReport back_up(const fs::path& index_dir, const fs::path& target, BackupFiles files) {
    try {
        const fs::path place = plain_path(target);
        if (fs::exists(fs::symlink_status(target)) || fs::exists(fs::symlink_status(place))) {
            throw IndexError("the target of the backup, " + target.string() +
                             ", is there already: name one that is not");
        }
        if (lies_in(place, plain_path(index_dir))) {
            throw IndexError("the target of the backup, " + target.string() +
                             ", lies in the index: name one outside");
        }
        return Backup(index_dir, files).run(place);
    } catch (const fs::filesystem_error& error) {
        throw IndexError("cannot back up " + index_dir.string() + ": " + error.what());
    }
}

}  // namespace gazette
