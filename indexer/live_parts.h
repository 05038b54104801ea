// The parts of the index as its writer has them open: where a document lies, which ones are
// deleted, and the next manifest. Needs the write lock. Not thread-safe. Throws IndexError.
#pragma once

#include "indexer/format/columns.h"
#include "indexer/format/manifest.h"
#include "indexer/format/tombstones.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace gazette {

// After so many look-ups the pages of the columns that they read are given back: with them the
// memory of a run would grow with the index.
inline constexpr std::uint32_t kFindsBeforeRelease = 1U << 14;

// Names of the files of tombstones begin so.
inline constexpr std::string_view kTombstonesPrefix = "tombstones-";

struct DocumentLocation {
    std::size_t part = 0;  // good until the next prepare() or merge
    std::uint32_t docid = 0;
};

class LiveParts {
  public:
    // Opens the parts of the manifest. Where one is missing or damaged the error names it and says
    // what to do.
    LiveParts(std::filesystem::path index_dir, Manifest manifest);
    ~LiveParts();
    LiveParts(const LiveParts&) = delete;
    LiveParts& operator=(const LiveParts&) = delete;

    // Of the documents that are not deleted, in the first `limit` parts. Under a microsecond a
    // part.
    std::optional<DocumentLocation> find(std::string_view id, std::size_t limit) const;
    // Returns its place in parts, for DocumentLocation.
    std::size_t add(const PartEntry& entry);
    void remove(DocumentLocation location);

    // As published last.
    const Manifest& manifest() const { return manifest_; }
    std::uint64_t documents() const;  // not deleted ones, published or not
    bool has_changes() const { return changed_; }

    // The manifest to publish next: writes new tombstones durably, leaves out parts in which
    // nothing is left. Nobody sees it yet.
    Manifest prepare(std::uint64_t revision);
    // It is published.
    void set_published(Manifest manifest);

    // `merged` holds what the parts named in `sources` held but their deleted documents.
    void replace(const std::vector<std::string>& sources, const PartEntry& merged);

    // Parts that the manifest named once and that are not swept yet.
    std::vector<std::string>& retired() { return retired_; }

  private:
    struct Part {
        PartEntry entry;
        std::unique_ptr<Columns> columns;
        Tombstones tombstones;
        std::unordered_set<std::uint32_t> removed;  // and not in `tombstones` yet
    };
    Part open(const PartEntry& entry) const;
    void retire(const Part& part);
    void count_find() const;
    std::vector<PartEntry> entries() const;

    std::filesystem::path index_dir_;
    Manifest manifest_;
    std::vector<Part> parts_;
    std::vector<std::string> retired_;
    bool changed_ = false;
    mutable std::uint32_t finds_ = 0;  // since pages were given back
};

}  // namespace gazette
