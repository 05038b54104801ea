// Writes one part: a Xapian database, its columns and its documents file.
#pragma once

#include "indexer/encoder.h"
#include "indexer/format/manifest.h"
#include "indexer/term_writer.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace gazette {

// One part in the making, in a folder that no manifest names yet. Not thread-safe. Throws
// IndexError (disk full, ...), also where an encoder that fills terms() threw; then no more can be
// done with it. An unfinished folder is swept by the next writer of the index.
class PartWriter {
  public:
    // Makes the folder parts/NAME of the index.
    PartWriter(const std::filesystem::path& index_dir,
               std::string name,
               WriterKind kind = WriterKind::bulk,
               const BatchLimits& plain_limits = {},
               std::size_t bulk_memory_bytes = kBulkMemoryBytes);
    ~PartWriter();

    // Takes the terms of the next document, before it is added.
    TermSink& terms();
    // Returns the docid given: 1, 2, ...
    std::uint32_t add(const DocumentRecord& document);
    // A document with its terms.
    std::uint32_t add(const EncodedDocument& document);

    std::uint32_t documents() const;
    std::uint64_t text_bytes() const;
    // Whether another part should take the next documents.
    bool is_full() const;

    // Writes everything, fsyncs, and returns the entry for a manifest.
    PartEntry finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
