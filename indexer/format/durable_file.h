// Files and folders that are on disk when the call comes back. Throws IndexError with the path
// and the system's words.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gazette {

void write_durably(const std::filesystem::path& file, std::string_view bytes);
void fsync_file(const std::filesystem::path& file);
void fsync_folder(const std::filesystem::path& folder);
// fsyncs every file below the folder, and the folder.
void fsync_tree(const std::filesystem::path& folder);
std::string read_whole_file(const std::filesystem::path& file);

}  // namespace gazette
