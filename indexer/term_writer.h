// Writes the Xapian database of a part, terms and lengths of its documents, and the file of their
// positions. There are two: what they write is read alike.
#pragma once

#include "indexer/term_sink.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace gazette {

enum class WriterKind : std::uint8_t {
    // Makes the tables itself, several times as fast: glass/. Only where libxapian is one that is
    // known to read them (writer_choice).
    bulk,
    // Hands each document to Xapian. Works with any version, and says what is right.
    plain,
};

// add() takes terms of the document that is being added. Not thread-safe. Throws IndexError; then
// no more can be done with it.
class TermWriter : public TermSink {
  public:
    using TermSink::TermSink;

    // Ends a document, which gets the docid 1, 2, ...; the next one begins.
    virtual void end_document() = 0;
    // Whether another part should take the next documents.
    virtual bool is_full() const = 0;
    // Writes all into the folder. Not fsynced.
    virtual void finish() = 0;
};

// Into an empty folder. A part is full when its terms take so much memory: the more, the fewer
// terms are written again and again, part by part, and merged later.
inline constexpr std::size_t kBulkMemoryBytes = std::size_t{64} << 20;
std::unique_ptr<TermWriter> make_bulk_writer(const std::filesystem::path& folder,
                                             std::size_t memory_bytes = kBulkMemoryBytes);

// The plain writer makes small databases, which are joined when it is finished: Xapian keeps what
// is not committed in nested trees, and adding to them takes several times longer once they do not
// fit into the processor's caches. But joining does not make one list of a term's postings out of
// the many short ones that it finds. Postings here are pairs of term and document.
struct BatchLimits {
    // A batch is full when it has both of these,
    std::uint64_t postings = 60'000;
    std::uint32_t documents = 500;
    // or this many postings (20 to 60 bytes of memory each).
    std::uint64_t most_postings = 1'000'000;
};
std::unique_ptr<TermWriter> make_plain_writer(const std::filesystem::path& folder,
                                              const BatchLimits& limits = {});

}  // namespace gazette
