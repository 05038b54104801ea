// Writes what AdjacentWords reads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace gazette {

// Collects the buckets of documents in order of docid (1, 2, ...): 4 bytes for each bucket that a
// document has.
class AdjacentWordsWriter {
  public:
    AdjacentWordsWriter();

    // `buckets` in any order, and as often as they come.
    void add(std::span<const std::uint32_t> buckets);
    // Writes and fsyncs. Throws IndexError.
    void write(const std::filesystem::path& file) const;

  private:
    std::vector<std::uint32_t> buckets_;   // of all documents, one behind the other
    std::vector<std::uint64_t> ends_;      // of each document's buckets
    std::vector<std::uint32_t> last_doc_;  // by bucket
};

// Writes, and fsyncs, what the writer does for the documents of all files in their order. Holds one
// list at a time. Throws IndexError.
void merge_adjacent_words(const std::vector<std::filesystem::path>& files,
                          const std::filesystem::path& target);

}  // namespace gazette
