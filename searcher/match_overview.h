// Where in a document its matches are: how many, in which segments, how they lie over its length.
// Spans that overlap are one match, as they are one mark on the page.
//
// A document of 100 MB may have a million matches. They are counted by their positions: the
// checkpoints say between which bytes a position lies. Only where a segment begins between two
// checkpoints is the text between them analysed again.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/stored_document.h"
#include "searcher/match/evaluator.h"
#include "searcher/match/locate.h"
#include "searcher/query/compiled_query.h"
#include "searcher/response.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gazette {

// The matches of a document's text, by number. Keeps references to its arguments.
class Matches {
  public:
    // `spans` are those of the text, in order, as text_part() gives them.
    Matches(const StoredDocument& document,
            const CompiledQuery& query,
            std::span<const Span> spans,
            Analyzer& analyzer);

    std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size()); }

    // The match that the span with this index belongs to.
    std::uint32_t number_of(std::size_t span) const;
    // The first byte of a match. Analyses the text around it.
    std::uint32_t first_byte(std::uint32_t match) const;

    // How many matches begin in each segment of the document; in text outside of segments: in none.
    std::vector<std::uint32_t> by_segment() const;
    // How many begin in each of kStripSlices slices of equal length. Empty for an empty text.
    std::vector<std::uint32_t> strip() const;

    // Indices of the spans that may touch the bytes [begin, end), or the place between two bytes:
    // all that do, and a few more.
    struct Candidates {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    Candidates near(std::uint32_t begin, std::uint32_t end) const;
    // Matches whose first span has an index below this.
    std::uint32_t beginning_before(std::size_t span) const;

  private:
    struct Between;
    template <class Take>
    void by_checkpoints(const Take& take) const;
    std::uint32_t position_of(std::uint32_t match) const { return spans_[starts_[match]].first; }
    bool in_one_segment(const Between& piece) const;

    const StoredDocument& document_;
    const CompiledQuery& query_;
    std::span<const Span> spans_;
    Analyzer& analyzer_;
    std::vector<std::uint32_t> starts_;  // index of the first span of each match
    std::uint32_t widest_ = 0;           // positions that a span reaches over
};

}  // namespace gazette
