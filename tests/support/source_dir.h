// Where the repository is, for tests that read its files. The path is compiled into one file only,
// so that the objects of all others are the same in every checkout.
#pragma once

#include <filesystem>

namespace gazette::test {

std::filesystem::path source_dir();

// Real documents beside the repository; they are not part of it. GAZETTE_SHARED_DATA names another
// folder.
std::filesystem::path shared_data();

}  // namespace gazette::test
