// Matched positions -> bytes of the document's text: what is marked.
//
// A span is located by its edges: from the begin of the first token that one of the clause's first
// slots stands for to the end of the last token of its last slots. So a symbol that happens to
// stand before the word is not marked with it: in "$5", the query 5 marks 5.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/stored_document.h"
#include "searcher/match/evaluator.h"
#include "searcher/query/compiled_query.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gazette {

// Bytes [begin, end) of the text, or of the title.
struct LocatedSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t clause = 0;

    friend auto operator<=>(const LocatedSpan&, const LocatedSpan&) = default;
};

// Of the spans of a document, in order, those that lie in its title, and those in its text.
std::span<const Span> title_part(std::span<const Span> spans, const PositionLayout& layout);
std::span<const Span> text_part(std::span<const Span> spans, const PositionLayout& layout);

// Where spans of the text lie, one for one. `spans` in order, as matching_spans() gives them, and
// `query` the one that it was given. Spans near each other share a scan; a few far apart touch
// only the text around them; all spans of a document cost one pass over it.
// Throws IndexError where the document is damaged, or no token of the query is at a span.
std::vector<LocatedSpan> locate(const StoredDocument& document,
                                const CompiledQuery& query,
                                std::span<const Span> spans,
                                Analyzer& analyzer);

// The same for spans of the title.
std::vector<LocatedSpan> locate_in_title(const StoredDocument& document,
                                         const CompiledQuery& query,
                                         std::span<const Span> spans,
                                         Analyzer& analyzer);

}  // namespace gazette
