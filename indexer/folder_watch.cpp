#include "indexer/folder_watch.h"

#include "indexer/folder_listing.h"
#include "indexer/format/index_error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR | IN_DONT_FOLLOW;

std::string system_words() {
    return std::generic_category().message(errno);
}

// A file that is made is written next, and closed; links and names of other files are not.
bool is_complete_when_made(const fs::path& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return true;
    return !S_ISREG(found.st_mode) || found.st_nlink > 1;
}

}  // namespace

void FolderChanges::add(const fs::path& path) {
    for (fs::path above = path; above.has_relative_path(); above = above.parent_path()) {
        if (paths.contains(above)) return;
    }
    // What lies below it comes next in the order of the set.
    auto below = paths.insert(path).first;
    ++below;
    while (below != paths.end() && is_within(*below, path)) below = paths.erase(below);
}

FolderWatch::FolderWatch(const std::vector<Root>& roots,
                         std::function<bool(const fs::path&)> is_excluded)
    : roots_(roots),
      is_excluded_(std::move(is_excluded)),
      descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (descriptor_ < 0) throw IndexError("cannot watch folders: " + system_words());
    try {
        for (const Root& root : roots_) watch_root(root);
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

FolderWatch::~FolderWatch() {
    ::close(descriptor_);
}

void FolderWatch::watch_root(const Root& root) {
    if (root.is_folder) {
        watch_below(root.path);
        return;
    }
    const fs::path folder = root.path.parent_path();
    const int number = ::inotify_add_watch(descriptor_, folder.c_str(), kEvents);
    if (number < 0) throw IndexError("cannot watch " + folder.string() + ": " + system_words());
    folders_[number] = folder;
}

void FolderWatch::watch_below(const fs::path& folder) {
    const int number = ::inotify_add_watch(descriptor_, folder.c_str(), kEvents);
    if (number < 0) {
        // It went again, or is for others to read: the walk says so.
        if (errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP) return;
        const std::string words = system_words();
        throw IndexError("cannot watch " + folder.string() + ": " + words +
                         (errno == ENOSPC ? " (more folders than fs.inotify.max_user_watches "
                                            "allows: raise it)"
                                          : ""));
    }
    folders_[number] = folder;
    // Watched first and listed then: what comes in between is seen twice, not never.
    const auto entries = entries_of(folder);
    if (!entries) return;
    for (const FolderEntry& entry : *entries) {
        const fs::path path = folder / entry.name;
        if (entry.is_folder && !is_excluded_(path)) watch_below(path);
    }
}

void FolderWatch::take(const inotify_event& event, FolderChanges& changes) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) {
        changes.all = true;
        return;
    }
    const auto found = folders_.find(event.wd);
    if (found == folders_.end()) return;
    if ((event.mask & IN_IGNORED) != 0) {
        folders_.erase(found);
        return;
    }
    if (event.len == 0) return;  // of the folder itself: the one around it tells
    const fs::path path = found->second / event.name;
    const bool is_ours = std::any_of(
        roots_.begin(), roots_.end(), [&](const Root& root) { return is_within(path, root.path); });
    if (!is_ours || is_excluded_(path)) return;
    const bool is_folder = (event.mask & IN_ISDIR) != 0;
    if (is_folder && (event.mask & IN_MOVED_FROM) != 0) {
        changes.folder_left = true;
        // What was watched below it is somewhere else now.
        std::erase_if(folders_, [&](const auto& watched) {
            if (!is_within(watched.second, path)) return false;
            ::inotify_rm_watch(descriptor_, watched.first);
            return true;
        });
    }
    if (is_folder && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) watch_below(path);
    if (!is_folder && (event.mask & IN_CREATE) != 0 && !is_complete_when_made(path)) return;
    changes.add(path);
}

void FolderWatch::wait(FolderChanges& changes, std::chrono::milliseconds patience) {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return;
    alignas(inotify_event) std::array<char, 64 * (sizeof(inotify_event) + NAME_MAX + 1)> buffer{};
    for (;;) {
        const ssize_t got = ::read(descriptor_, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        const char* at = buffer.data();
        const char* const end = at + got;
        while (at < end) {
            const auto& event = *reinterpret_cast<const inotify_event*>(at);
            take(event, changes);
            at += sizeof(inotify_event) + event.len;
        }
    }
    if (!changes.all) return;
    // New folders may have been missed too.
    for (const Root& root : roots_) watch_root(root);
}

}  // namespace gazette
