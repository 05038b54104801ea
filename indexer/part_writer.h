// Writes one part: a Xapian database, its columns and its documents file. The only file that
// writes a Xapian database (database_join makes one of several).
#pragma once

#include "indexer/encoder.h"
#include "indexer/format/manifest.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace gazette {

// A part is written as small databases, which are joined when it is finished: Xapian keeps what is
// not committed in nested trees, and adding to them takes several times longer once they do not
// fit into the processor's caches. But joining does not make one list of a term's postings out of
// the many short ones that it finds. Postings here are pairs of term and document, and positions.
struct BatchLimits {
    // A batch is full when it has both of these,
    std::uint64_t postings = 60'000;
    std::uint32_t documents = 500;
    // or this many postings (20 to 60 bytes of memory each).
    std::uint64_t most_postings = 1'000'000;
};

// One part in the making, in a folder that no manifest names yet. Not thread-safe. Throws
// IndexError (disk full, ...); an unfinished folder is swept by the next writer of the index.
// Memory does not grow with the texts, only by about 100 bytes a document.
class PartWriter {
  public:
    // Makes the folder parts/NAME of the index.
    PartWriter(const std::filesystem::path& index_dir,
               std::string name,
               const BatchLimits& limits = {});
    ~PartWriter();

    // Returns the docid given: 1, 2, ...
    std::uint32_t add(EncodedDocument document);
    std::uint32_t documents() const;
    std::uint64_t text_bytes() const;

    // Writes everything, fsyncs, and returns the entry for a manifest.
    PartEntry finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
