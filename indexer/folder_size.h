#pragma once

#include <cstdint>
#include <filesystem>

namespace gazette {

// Bytes of all files below the folder; files that go away meanwhile are left out.
std::uint64_t folder_bytes(const std::filesystem::path& folder);

}  // namespace gazette
