// What a run did, in numbers.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace gazette {

struct IndexReport {
    // Documents
    std::uint64_t added = 0;
    std::uint64_t replaced = 0;  // in place of an older version, or of another input's document
    std::uint64_t unchanged = 0;
    std::uint64_t deleted = 0;
    std::uint64_t missing = 0;        // their inputs are gone; kept, because nobody asked to delete
    std::uint64_t with_warnings = 0;  // of those added and replaced
    std::uint64_t partial =
        0;  // of those added and replaced: something of the input is not in them
    // Inputs
    std::uint64_t rejected = 0;
    std::map<std::string, std::uint64_t> rejected_by_reason;
    std::uint64_t copies = 0;  // of the same text as another input, whose document they share
    std::uint64_t stale = 0;   // of the rejected: an older version stays in the index
    std::uint64_t skipped = 0;
    // Inputs that had been passed over for a document that was deleted now, and that are not
    // indexed yet, because the run was stopped.
    std::uint64_t waiting = 0;
    std::uint64_t input_bytes = 0;  // of all inputs met, unchanged ones too
    std::uint64_t text_bytes = 0;   // of the documents added and replaced

    // The index afterwards
    std::uint64_t documents = 0;
    std::uint64_t parts = 0;
    std::uint64_t revision = 0;
    std::uint64_t index_bytes = 0;  // on disk

    std::int64_t run = 0;  // its number in the ledger
    double seconds = 0;
    double merge_seconds = 0;  // of these, in which parts were merged, while others were written
    std::uint64_t peak_memory_bytes = 0;  // of the process
    bool interrupted = false;
    // What a person should know: that another writer was taken than was asked for. Else empty.
    std::string notice;
    // What processes that read untrusted formats took from themselves; empty where there was none.
    std::string worker_protection;
};

// An object with the names above.
std::string to_json(const IndexReport& report);

}  // namespace gazette
