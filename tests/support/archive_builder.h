// Archives in memory, made by libarchive, for tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::test {

struct ArchiveEntry {
    std::string name;
    std::string bytes;
    enum class Type : std::uint8_t { file, folder, symlink, hardlink, device } type = Type::file;
    std::string target;  // of a link
};

// `format`: "ustar", "pax", "gnutar", "zip", "7zip".
std::string make_archive(const std::string& format, const std::vector<ArchiveEntry>& entries);
// Encrypted with a password.
std::string make_locked_zip(const std::vector<ArchiveEntry>& entries);
// `filter`: "gzip", "bzip2", "xz", "zstd".
std::string compress(const std::string& filter, std::string_view bytes);

}  // namespace gazette::test
