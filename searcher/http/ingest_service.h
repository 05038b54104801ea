// What the server asks of whoever writes to the index; between them because the searcher knows
// nothing of the indexer.
#pragma once

#include "searcher/http/problem.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace gazette {

// A document as it came: an object after schemas/document.schema.json on one line.
struct IngestDocument {
    std::string id;
    std::string json;
};

// What became of one: the ledger's words.
struct IngestResult {
    std::string id;
    std::string outcome;  // "indexed", "unchanged", "rejected", "duplicate", "deleted", ...
    std::string reason;   // of a rejected one; else empty
    std::string detail;
};

struct IngestReport {
    std::uint64_t revision = 0;  // from which on all of it is found
    std::vector<IngestResult> results;
};

// Called by several threads at once. A Problem where nothing was taken in: "index_locked" where
// another process writes to the index, "ingest_busy" where another request does.
class IngestService {
  public:
    virtual ~IngestService() = default;
    // Comes back when everything is durable: it survives kill -9. Throws IndexError.
    virtual std::variant<IngestReport, Problem> add(
        const std::vector<IngestDocument>& documents) = 0;
    // "not_found" as the outcome where no such document came in here.
    virtual std::variant<IngestReport, Problem> remove(const std::string& id) = 0;
};

}  // namespace gazette
