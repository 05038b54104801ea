#include "indexer/folder_listing.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <string_view>
#include <system_error>
#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kVersionControlFolders = {
    ".git", ".hg", ".svn", ".bzr", "_darcs", "CVS"};

bool comes_before(const FolderEntry& a, const FolderEntry& b) {
    const std::size_t common = std::min(a.name.size(), b.name.size());
    const int order = a.name.compare(0, common, b.name, 0, common);
    if (order != 0) return order < 0;
    const auto next = [common](const FolderEntry& entry) {
        if (entry.name.size() > common)
            return static_cast<int>(static_cast<unsigned char>(entry.name[common]));
        return entry.is_folder ? int{'/'} : -1;
    };
    return next(a) < next(b);
}

bool is_folder_itself(const fs::path& path) {
    std::error_code ignored;
    return fs::symlink_status(path, ignored).type() == fs::file_type::directory;
}

}  // namespace

std::optional<std::vector<FolderEntry>> entries_of(const fs::path& folder) {
    DIR* const open = ::opendir(folder.c_str());
    if (open == nullptr) return std::nullopt;
    std::vector<FolderEntry> entries;
    errno = 0;
    while (const dirent* found = ::readdir(open)) {
        FolderEntry entry{found->d_name, found->d_type == DT_DIR};
        if (entry.name == "." || entry.name == "..") continue;
        if (found->d_type == DT_UNKNOWN) entry.is_folder = is_folder_itself(folder / entry.name);
        entries.push_back(std::move(entry));
        errno = 0;
    }
    const int error = errno;
    ::closedir(open);
    errno = error;
    if (error != 0) return std::nullopt;
    std::sort(entries.begin(), entries.end(), comes_before);
    return entries;
}

bool is_version_control(const fs::path& folder) {
    return std::find(kVersionControlFolders.begin(),
                     kVersionControlFolders.end(),
                     folder.filename().native()) != kVersionControlFolders.end();
}

bool is_within(const fs::path& path, const fs::path& folder) {
    const std::string& inner = path.native();
    const std::string& outer = folder.native();
    if (outer == "/") return true;
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

}  // namespace gazette
