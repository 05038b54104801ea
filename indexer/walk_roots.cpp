// Of source_walker.h: the roots of a walk.
#include "indexer/folder_listing.h"
#include "indexer/input_file.h"
#include "indexer/source_walker.h"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;

std::string system_words() {
    return std::generic_category().message(errno);
}

}  // namespace

std::vector<Root> resolve_roots(const std::vector<fs::path>& paths) {
    std::vector<Root> roots;
    for (const fs::path& given : paths) {
        std::error_code error;
        Root root;
        root.path = fs::canonical(given, error);
        const auto state = error ? std::nullopt : file_state(root.path);
        if (!state) {
            throw std::invalid_argument("there is no file or folder " + given.string() + " (" +
                                        (error ? error.message() : system_words()) + ")");
        }
        root.is_folder = state->kind == FileKind::folder;
        root.base = root.is_folder ? root.path : root.path.parent_path();
        // As it was given, a link's own name: that is what people call it.
        fs::path named = fs::absolute(given).lexically_normal();
        if (!named.has_filename()) named = named.parent_path();
        const fs::path folder = root.is_folder ? named : named.parent_path();
        root.collection = folder.filename().string();
        if (root.collection.empty()) root.collection = "files";
        roots.push_back(std::move(root));
    }
    std::vector<Root> result;
    for (std::size_t i = 0; i < roots.size(); ++i) {
        const bool covered = std::any_of(roots.begin(), roots.end(), [&](const Root& other) {
            const auto place = static_cast<std::size_t>(&other - roots.data());
            if (other.path == roots[i].path) return place < i;
            return is_within(roots[i].path, other.path);
        });
        if (!covered) result.push_back(roots[i]);
    }
    return result;
}

}  // namespace gazette
