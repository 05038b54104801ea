// What lies in a folder, in the order in which it is walked.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

struct FolderEntry {
    std::string name;
    bool is_folder = false;  // itself, not by way of a link
};

// In the order that the whole paths below have: a folder sorts as if its name ended in '/'.
// Nothing, with errno set, where the system refuses.
std::optional<std::vector<FolderEntry>> entries_of(const std::filesystem::path& folder);

// .git, .hg, ...: by its name.
bool is_version_control(const std::filesystem::path& folder);

// `path` is `folder`, or lies below it.
bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder);

}  // namespace gazette
