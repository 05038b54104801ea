// Makes what the workers have finished part of the index, so that a reader sees all of it or
// nothing of it, and the ledger agrees at any instant.
//
// Order of a publication: the parts are on disk already; tombstones; the ledger's rows, with the
// revision that they will be true from; the new manifest is renamed into place, which is when all
// of it is true. Then small parts are merged, and parts that nobody reads any more are swept.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/manifest.h"
#include "indexer/index_report.h"
#include "indexer/ledger.h"
#include "indexer/live_parts.h"
#include "indexer/pipeline.h"
#include "indexer/registrar.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace gazette {

// Instants of a publication at which a test can kill it.
enum class PublishStep : std::uint8_t {
    parts_written,
    tombstones_written,
    rows_committed,
    manifest_replaced,
    published,
    merged,  // the merged part is written, and no manifest names it
    swept,
};

struct PublisherOptions {
    std::filesystem::path index_dir;
    // Publish nothing before finish(): for rebuilding.
    bool hold_back = false;
    std::function<std::string()> next_part_name;
    WriterKind writer = WriterKind::bulk;  // for merging
    // Merging is given up when this says true.
    std::function<bool()> stop;
    std::function<void(PublishStep)> at_step;  // for tests; may be empty
};

// Not thread-safe. Throws IndexError; what was published before stays so.
class Publisher {
  public:
    Publisher(PublisherOptions options, Manifest manifest, Ledger& ledger, IndexReport& report);

    // In the order in which the pipeline gave them.
    void take(std::vector<PipelineResult> results);
    // The inputs of the rows are gone: their documents stay, or are deleted.
    void keep_missing(std::vector<LedgerRow> rows);
    void remove(std::vector<LedgerRow> rows);
    // All that is gone was handed over.
    void settle();
    // Publishes what is held back, or an empty index where nothing was ever published.
    void finish();

    const Registrar& registrar() const { return registrar_; }
    const Manifest& manifest() const { return parts_.manifest(); }

  private:
    bool changes_index(const PipelineResult& result);
    void apply(PipelineResult& result);
    void apply_part(const BuiltPart& part);
    std::uint64_t next_revision() const;
    void publish(std::uint64_t revision);
    void merge();
    void sweep();
    void at(PublishStep step) const {
        if (options_.at_step) options_.at_step(step);
    }

    PublisherOptions options_;
    Ledger& ledger_;
    IndexReport& report_;
    LiveParts parts_;
    Registrar registrar_;
    Analyzer analyzer_;             // for merging
    std::uint64_t first_revision_;  // of what this run publishes
    bool was_published_;            // there was a manifest
};

}  // namespace gazette
