#include "indexer/part_sweeper.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/live_parts.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

// An exclusive lock on a part, if nobody reads it.
class SweepLock {
  public:
    explicit SweepLock(const fs::path& part) {
        descriptor_ = ::open((part / kInUseFile).c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor_ < 0) {
            taken_ = errno == ENOENT;
        } else {
            taken_ = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
        }
    }
    ~SweepLock() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    SweepLock(const SweepLock&) = delete;
    SweepLock& operator=(const SweepLock&) = delete;

    bool taken() const { return taken_; }

  private:
    int descriptor_ = -1;
    bool taken_ = false;
};

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        entries.push_back(it->path());
    }
    if (error && error != std::errc::no_such_file_or_directory) {
        throw IndexError("cannot read the folder " + folder.string() + ": " + error.message());
    }
    return entries;
}

// Tombstones that the manifest has newer ones of.
void sweep_files(const fs::path& part, const PartEntry& entry) {
    const SweepLock lock(part);
    if (!lock.taken()) return;
    for (const fs::path& file : entries_of(part)) {
        const std::string name = file.filename().string();
        if (!name.starts_with(kTombstonesPrefix) || name == entry.tombstones) continue;
        std::error_code error;
        fs::remove(file, error);
        if (error) throw IndexError("cannot remove " + file.string() + ": " + error.message());
    }
}

}  // namespace

bool sweep_part(const fs::path& index_dir, const std::string& name) {
    const fs::path part = part_path(index_dir, name);
    const SweepLock lock(part);
    if (!lock.taken()) return false;
    std::error_code error;
    fs::remove_all(part, error);
    if (error) throw IndexError("cannot remove " + part.string() + ": " + error.message());
    return true;
}

void sweep_all(const fs::path& index_dir, const Manifest& manifest) {
    const fs::path parts = part_path(index_dir, "x").parent_path();
    for (const fs::path& folder : entries_of(parts)) {
        const std::string name = folder.filename().string();
        const auto entry = std::find_if(manifest.parts.begin(),
                                        manifest.parts.end(),
                                        [&](const PartEntry& part) { return part.name == name; });
        if (entry == manifest.parts.end()) {
            sweep_part(index_dir, name);
        } else {
            sweep_files(folder, *entry);
        }
    }
}

}  // namespace gazette
