// Whether an index is whole: gazette check. Reads all of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace gazette {

struct CheckReport {
    std::uint64_t revision = 0;
    std::uint64_t parts = 0;
    std::uint64_t documents = 0;  // not deleted
    std::uint64_t inputs = 0;     // rows of the ledger
    std::uint64_t findings = 0;
    std::vector<std::string> lines;  // a finding each; the first kMaxFindings of them
};
inline constexpr std::size_t kMaxFindings = 1000;

// Every part (see check_part), and whether the ledger agrees: every document has exactly one row
// that says so, and every such row a document, with the content that the row names. May run beside
// a writer: looks at one published state. `progress`, if any, is told what is looked at. Throws
// IndexError where there is no index or its manifest or ledger cannot be opened.
CheckReport check_index(const std::filesystem::path& index_dir,
                        const std::function<void(const std::string&)>& progress);

}  // namespace gazette
