// Files that are part of the program: the page and the API's description. Made at build time from
// the list in searcher/http/CMakeLists.txt, so that one file can be copied anywhere.
#pragma once

#include <span>
#include <string_view>

namespace gazette {

struct EmbeddedFile {
    std::string_view name;  // "index.html", "i18n/de.json"
    std::string_view bytes;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace gazette
