// Do the words stand at a span as they were typed? For quoted words and phrases, whose index terms
// are stems: the piece of text around the span is analysed again and surface forms are compared.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/stored_document.h"
#include "searcher/match/evaluator.h"
#include "searcher/match/text_scan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

// For one document. Remembers the piece last analysed: cheapest when spans come in order. Refers to
// its arguments. Not thread-safe (the analyzer is not).
class Exactness {
  public:
    Exactness(const StoredDocument& document, Analyzer& analyzer);

    // Whether at each position of the span, the clause's slots stand in their order with their
    // surface forms, and as the clause's dial asks. Throws IndexError where the document is
    // damaged.
    bool is_exact(const TextClause& clause, const Span& span);

    // A cheap proof that it is so at some span of the document, by the text around this one. False
    // says nothing.
    bool is_surely_exact_somewhere(const TextClause& clause, const Span& span);

  private:
    struct SurfaceToken {
        std::uint32_t position = 0;
        bool symbol = false;
        std::string surface;
        std::uint32_t begin = 0;  // bytes of the title or the text
        std::uint32_t end = 0;
    };
    class Collector;

    const std::vector<SurfaceToken>& tokens_around(const Span& span);
    bool is_spelled(const Slot& slot, const SurfaceToken& token, Dial dial, bool in_title) const;

    const StoredDocument& document_;
    Analyzer& analyzer_;
    bool title_known_ = false;
    std::vector<SurfaceToken> title_;
    bool text_known_ = false;
    ScanRange range_;
    std::vector<SurfaceToken> text_;
};

}  // namespace gazette
