#include "indexer/format/durable_file.h"

#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

void sync_path(const fs::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_file_error("open", path, errno);
    const int error = ::fsync(descriptor) != 0 ? errno : 0;
    ::close(descriptor);
    if (error != 0) throw_file_error("write to disk", path, error);
}

}  // namespace

void write_durably(const fs::path& file, std::string_view bytes) {
    FileWriter out(file);
    out.append(bytes);
    out.finish();
    fsync_folder(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

void fsync_file(const fs::path& file) {
    sync_path(file, 0);
}

void fsync_folder(const fs::path& folder) {
    sync_path(folder, O_DIRECTORY);
}

void fsync_tree(const fs::path& folder) {
    std::vector<fs::path> files;
    std::vector<fs::path> folders;
    try {
        for (const auto& entry : fs::directory_iterator(folder)) {
            const auto status = entry.symlink_status();
            if (fs::is_directory(status)) folders.push_back(entry.path());
            if (fs::is_regular_file(status)) files.push_back(entry.path());
        }
    } catch (const fs::filesystem_error& error) {
        throw_file_error("list", folder, error.code().value());
    }
    for (const auto& file : files) fsync_file(file);
    for (const auto& inner : folders) fsync_tree(inner);
    fsync_folder(folder);
}

std::string read_whole_file(const fs::path& file) {
    const FileReader in(file);
    return in.read(0, in.size());
}

}  // namespace gazette
