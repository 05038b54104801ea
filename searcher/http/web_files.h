// The files of the page: those inside the program, or those of a folder. No path of a request ever
// leaves that folder.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

struct WebFile {
    std::string media_type;
    std::string bytes;
    std::string gzip;  // the same, compressed; empty where that does not pay
};

class WebFiles {
  public:
    // `folder` empty: the files inside the program. Throws std::invalid_argument where it is no
    // folder.
    explicit WebFiles(const std::filesystem::path& folder);

    // `path`: decoded, begins with a slash; "/" is index.html. Nothing where there is no such file.
    // Thread-safe. openapi.json and the schemas always come from inside the program.
    std::optional<WebFile> find(std::string_view path) const;

  private:
    std::optional<std::string> read(std::string_view name) const;

    std::map<std::string, std::string, std::less<>> gzip_;  // of the files inside the program
    std::filesystem::path folder_;                          // canonical, or empty
};

// By the name's ending; "application/octet-stream" for one that the page has no use for.
std::string media_type_of(std::string_view name);

}  // namespace gazette
