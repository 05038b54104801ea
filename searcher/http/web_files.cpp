#include "searcher/http/web_files.h"

#include "searcher/http/embedded.h"
#include "searcher/http/gzip.h"
#include "searcher/http/limits.h"
#include "searcher/http/socket.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace gazette {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kMediaTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
}};

// Names without a way up, hidden parts or anything that a file system could read as more than a
// name.
bool is_plain_name(std::string_view name) {
    if (name.empty() || name.ends_with('/')) return false;
    bool at_start = true;
    for (const char c : name) {
        if (at_start && (c == '.' || c == '/')) return false;
        at_start = c == '/';
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-' || c == '/';
        if (!plain) return false;
    }
    return true;
}

// Contracts belong to the program, not to the page.
bool is_contract(std::string_view name) {
    return name == "openapi.json" || name.ends_with(".schema.json");
}

std::optional<std::string> embedded(std::string_view name) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name == name) return std::string(file.bytes);
    }
    return std::nullopt;
}

}  // namespace

WebFiles::WebFiles(const std::filesystem::path& folder) {
    for (const EmbeddedFile& file : embedded_files()) {
        gzip_.emplace(file.name, gzipped(file.bytes, 9));
    }
    if (folder.empty()) return;
    std::error_code error;
    folder_ = std::filesystem::canonical(folder, error);
    if (error || !std::filesystem::is_directory(folder_)) {
        throw std::invalid_argument("cannot serve the page from " + folder.string() + ": " +
                                    (error ? error.message() : "it is not a folder"));
    }
}

std::optional<std::string> WebFiles::read(std::string_view name) const {
    std::error_code error;
    const auto path = std::filesystem::canonical(folder_ / name, error);
    if (error) return std::nullopt;
    // A link inside the folder may point out of it.
    const auto [end, ignored] =
        std::mismatch(folder_.begin(), folder_.end(), path.begin(), path.end());
    if (end != folder_.end()) return std::nullopt;

    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
    struct stat status {};
    if (!file || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    if (static_cast<std::size_t>(status.st_size) > http_limits::kMaxWebFileBytes) {
        throw std::runtime_error(path.string() + " is larger than a file of the page may be");
    }
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t count = ::read(file.get(), bytes.data() + have, bytes.size() - have);
        if (count <= 0) break;
        have += static_cast<std::size_t>(count);
    }
    bytes.resize(have);
    return bytes;
}

std::optional<WebFile> WebFiles::find(std::string_view path) const {
    const std::string_view name = path == "/" ? "index.html" : path.substr(1);
    if (!is_plain_name(name)) return std::nullopt;
    const bool inside = folder_.empty() || is_contract(name);
    auto bytes = inside ? embedded(name) : read(name);
    if (!bytes) return std::nullopt;
    const auto small = inside ? gzip_.find(name) : gzip_.end();
    return WebFile{media_type_of(name),
                   std::move(*bytes),
                   small == gzip_.end() ? std::string() : small->second};
}

std::string media_type_of(std::string_view name) {
    for (const auto& [ending, type] : kMediaTypes) {
        if (name.ends_with(ending)) return std::string(type);
    }
    return "application/octet-stream";
}

}  // namespace gazette
