// Glass databases, one behind the other, as one. Reads and writes each table once, from front to
// back; short lists of a term become one long one, as if all documents had been written together.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

namespace gazette::glass {

// Whether merge_databases() can read all of them: as DatabaseWriter or Database::compact leaves
// them. Throws IndexError where one is damaged.
bool can_merge(std::span<const std::filesystem::path> sources);

// Writes into the folder `target` the documents of `sources`, numbered on from source to source;
// returns how many. `step` is called now and then; what it throws ends the merge. Memory does not
// grow with the databases. Throws IndexError.
std::uint32_t merge_databases(std::span<const std::filesystem::path> sources,
                              const std::filesystem::path& target,
                              const std::function<void()>& step);

}  // namespace gazette::glass
