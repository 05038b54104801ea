// The deleted documents of a part: a sorted list of docids in a small file of its own, replaced
// by a new file when it grows (parts are never written again, files of theirs neither).
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace gazette {

class Tombstones {
  public:
    Tombstones() = default;
    explicit Tombstones(std::vector<std::uint32_t> docids);  // any order, repeats allowed

    bool contains(std::uint32_t docid) const;
    const std::vector<std::uint32_t>& docids() const { return docids_; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(docids_.size()); }
    bool empty() const { return docids_.empty(); }

  private:
    std::vector<std::uint32_t> docids_;  // sorted, distinct
};

Tombstones read_tombstones(const std::filesystem::path& file);  // throws IndexError
void write_tombstones(const std::filesystem::path& file, const Tombstones& tombstones);  // fsyncs

}  // namespace gazette
