#include "indexer/index_watch.h"

#include "indexer/folder_listing.h"
#include "indexer/folder_watch.h"
#include "indexer/input_names.h"
#include "indexer/write_lock.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPollTime{200};

bool is_stopped(const IndexOptions& options) {
    return options.stop != nullptr && options.stop->load();
}

// Files of a folder that came whole. What holds more is looked at as if all had changed.
constexpr std::size_t kMaxFilesOfAFolder = 10'000;

// The path, and where it is a folder the files below it; nothing where these are too many, or not
// to be seen.
std::optional<std::vector<fs::path>> files_at(const fs::path& path) {
    std::vector<fs::path> files{path};
    std::error_code error;
    if (!fs::is_directory(fs::symlink_status(path, error))) return files;
    const auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(path, options, error), end; !error && entry != end;
         entry.increment(error)) {
        if (files.size() > kMaxFilesOfAFolder) return std::nullopt;
        if (!entry->is_directory(error)) files.push_back(entry->path());
    }
    if (error) return std::nullopt;
    return files;
}

// Documents are read again when metadata beside them change.
FolderChanges with_described(const FolderChanges& changes, const RecipeSet& recipes) {
    if (!recipes.has_companions()) return changes;
    FolderChanges more = changes;
    more.all = more.all || changes.folder_left;
    for (const fs::path& changed : changes.paths) {
        if (more.all) break;
        const auto files = files_at(changed);
        if (!files) more.all = true;
        for (const fs::path& path : files.value_or(std::vector<fs::path>{})) {
            const auto folder = recipes.folder_described_by(path_uri(path));
            if (!folder) continue;
            more.all = more.all || folder->empty() || folder->front() != '/';
            more.add(*folder);
        }
    }
    return more;
}

// What is to be looked at for changes in `all`.
IndexScope scope_of(const FolderChanges& changes, const std::vector<Root>& all) {
    if (changes.all) return {all, {}, all};
    IndexScope scope;
    scope.all = all;
    for (fs::path path : changes.paths) {
        // The folder of metadata may lie around what is indexed.
        for (const Root& root : all) {
            if (is_within(root.path, path)) path = root.path;
        }
        const auto around = std::find_if(
            all.begin(), all.end(), [&](const Root& root) { return is_within(path, root.path); });
        if (around == all.end()) continue;
        Root root = *around;
        root.path = path;
        std::error_code error;
        const auto type = fs::symlink_status(path, error).type();
        // What is gone may have been a folder.
        const bool is_gone = type == fs::file_type::not_found;
        root.is_folder = is_gone || type == fs::file_type::directory;
        (is_gone ? scope.gone : scope.roots).push_back(std::move(root));
    }
    return scope;
}

}  // namespace

void watch_index(const IndexOptions& options, const WatchOptions& watch) {
    if (options.rebuild) throw std::invalid_argument("an index is not rebuilt and watched at once");
    const std::vector<Root> all = resolve_roots(options.paths);
    const WriteLock lock(options.index_dir);
    const fs::path index_dir = fs::canonical(options.index_dir);
    FolderWatch folders(all, [&](const fs::path& path) {
        return is_version_control(path) || is_within(path, index_dir);
    });
    const auto run = [&](const IndexScope& scope) {
        IndexReport report = run_index_scope(options, scope);
        if (watch.after_run) watch.after_run(report);
        // Inputs whose document ids have become free may lie anywhere.
        for (int pass = 1; pass < kMaxPasses && report.waiting > 0 && !report.interrupted; ++pass) {
            report = run_index_scope(options, {all, {}, all});
            if (watch.after_run) watch.after_run(report);
        }
    };
    run({all, {}, all});
    FolderChanges changes;
    Clock::time_point first;
    Clock::time_point last;
    while (!is_stopped(options)) {
        FolderChanges more;
        folders.wait(more, kPollTime);
        const auto now = Clock::now();
        if (more.any()) {
            if (!changes.any()) first = now;
            last = now;
            for (const fs::path& path : more.paths) changes.add(path);
            changes.all = changes.all || more.all;
            changes.folder_left = changes.folder_left || more.folder_left;
        }
        const bool is_due =
            changes.any() && (now - last >= watch.calm || now - first >= watch.patience);
        if (!is_due) continue;
        run(scope_of(with_described(std::exchange(changes, {}), options.recipes), all));
    }
}

}  // namespace gazette
