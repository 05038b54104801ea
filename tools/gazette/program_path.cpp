#include "tools/gazette/program_path.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace gazette {
namespace {

namespace fs = std::filesystem;

fs::path& remembered() {
    static fs::path path;
    return path;
}

// As the shell found it, where the system has no /proc.
fs::path found_by_name(const std::string& name) {
    std::error_code error;
    if (name.find('/') != std::string::npos) return fs::absolute(name, error);
    const char* const variable = std::getenv("PATH");
    std::string_view folders = variable == nullptr ? "/usr/local/bin:/usr/bin:/bin" : variable;
    while (!folders.empty()) {
        const std::size_t end = std::min(folders.find(':'), folders.size());
        const fs::path candidate = fs::path(folders.substr(0, end)) / name;
        if (::access(candidate.c_str(), X_OK) == 0) return fs::absolute(candidate, error);
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return name;
}

}  // namespace

void remember_program_path(const char* called_as) {
    std::error_code error;
    remembered() = fs::read_symlink("/proc/self/exe", error);
    if (error || remembered().empty()) {
        remembered() = found_by_name(called_as == nullptr ? "gazette" : called_as);
    }
}

const fs::path& program_path() {
    return remembered();
}

}  // namespace gazette
