// Analyses a piece of a stored document again, to see where the tokens of some positions lie: from
// the checkpoint before them to the one after. What is not asked for is not read.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/stored_document.h"

#include <cstdint>
#include <span>

namespace gazette {

// Text between two checkpoints. Scanning it gives all tokens of the positions it was made for.
struct ScanRange {
    Checkpoint begin;
    Checkpoint end;  // the text's end with layout().body_end where there is no checkpoint

    // Whether every token of this position, symbols before it included, lies in the range.
    bool holds(std::uint32_t position) const {
        return position > begin.position && position < end.position;
    }
};

// The range that holds the positions [first, last] of the text.
ScanRange scan_range(const StoredDocument& document, std::uint32_t first, std::uint32_t last);

// Main stream and surface tokens of the range; their bytes are those of the document's text.
// Unless `only_at` is empty, those at these ascending positions alone.
void scan_text(const StoredDocument& document,
               const ScanRange& range,
               std::span<const std::uint32_t> only_at,
               Analyzer& analyzer,
               TokenSink& sink);

// The same for the title, whose bytes and positions begin at 0.
void scan_title(const StoredDocument& document,
                std::span<const std::uint32_t> only_at,
                Analyzer& analyzer,
                TokenSink& sink);

}  // namespace gazette
