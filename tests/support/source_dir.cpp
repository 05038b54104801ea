#include "tests/support/source_dir.h"

#include <cstdlib>

namespace gazette::test {

std::filesystem::path source_dir() {
    return GAZETTE_SOURCE_DIR;
}

std::filesystem::path shared_data() {
    const char* given = std::getenv("GAZETTE_SHARED_DATA");
    return given != nullptr ? std::filesystem::path(given)
                            : source_dir().parent_path() / "shared" / "data";
}

}  // namespace gazette::test
