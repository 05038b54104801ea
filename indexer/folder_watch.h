// Folders, and all below them, watched by inotify: which paths have changed.
#pragma once

#include "indexer/source_walker.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <sys/inotify.h>
#include <vector>

namespace gazette {

struct FolderChanges {
    // Files and folders that came, changed or went; none lies below another.
    std::set<std::filesystem::path> paths;
    // Changes were lost (the system's queue is bounded): anything may have changed.
    bool all = false;
    // A folder went elsewhere: the names of the files that it held are not known.
    bool folder_left = false;

    bool any() const { return all || !paths.empty(); }
    void add(const std::filesystem::path& path);
};

// Links to folders are not followed. Not thread-safe. Throws IndexError where the system does not
// watch (no more watches: the text names the setting).
class FolderWatch {
  public:
    // `is_excluded` folders are not looked into.
    FolderWatch(const std::vector<Root>& roots,
                std::function<bool(const std::filesystem::path&)> is_excluded);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    // Adds what has changed to `changes`; waits for `patience` at most where nothing has. A file
    // that is being written has changed once it is closed.
    void wait(FolderChanges& changes, std::chrono::milliseconds patience);

  private:
    void watch_below(const std::filesystem::path& folder);
    void watch_root(const Root& root);
    void take(const inotify_event& event, FolderChanges& changes);

    std::vector<Root> roots_;
    std::function<bool(const std::filesystem::path&)> is_excluded_;
    int descriptor_ = -1;
    std::map<int, std::filesystem::path> folders_;  // by the system's number
};

}  // namespace gazette
