// One published state of an index for those who look into it beside its writer: the manifest, and
// the ledger as it was with it.
#pragma once

#include "indexer/format/columns.h"
#include "indexer/format/manifest.h"
#include "indexer/format/tombstones.h"
#include "indexer/ledger_reader.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gazette {

// A part that is not swept as long as this lives.
class HeldPart {
  public:
    // Takes the shared lock. Throws IndexError where the part is gone: the text names it and says
    // what to do.
    HeldPart(const std::filesystem::path& index_dir, const PartEntry& entry);
    ~HeldPart();
    HeldPart(const HeldPart&) = delete;
    HeldPart& operator=(const HeldPart&) = delete;

  private:
    int descriptor_ = -1;
};

struct PublishedState {
    Manifest manifest;
    std::unique_ptr<LedgerReader> ledger;
    // By place in the manifest; null where the part cannot be held, and then `problems` says why.
    std::vector<std::unique_ptr<HeldPart>> parts;
    std::vector<std::string> problems;
    // The ledger is the one of this manifest. Not so where the index was published again and again
    // while it was looked at.
    bool agrees = false;
};

// Where a part cannot be held, it is tried again for about a second: a writer may be at work.
// Throws IndexError where there is no index, or its manifest or ledger cannot be read. An index
// that was made by another analyzer is opened nevertheless.
PublishedState read_published(const std::filesystem::path& index_dir);

}  // namespace gazette
