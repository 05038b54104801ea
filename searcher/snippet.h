// Spans -> what is shown of a hit: the best windows of its text and its title, as pieces that are
// marked or not.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/stored_document.h"
#include "searcher/match/evaluator.h"
#include "searcher/query/compiled_query.h"
#include "searcher/response.h"

#include <span>
#include <vector>

namespace gazette {

// At most kMaxSnippets windows of the text, of at most kSnippetCharacters code points each, that do
// not overlap, in the order of the text. Chosen one after the other: the window with most clauses
// that no other window shows, then with most clauses, then with most spans, then the first. A
// window begins and ends with a sentence where one is near, else between two words, else between
// two grapheme clusters. All spans that lie in a window are marked, each by itself; spans that
// overlap are one mark. A span longer than a window is cut, marked to the end of the window.
//
// Without spans in the text: its beginning, unmarked. For an empty text: nothing.
//
// `spans` are all spans of the document in order, as matching_spans() gives them for `query`; those
// of the title are passed over. Takes time by the number of spans, but reads and analyses only the
// text around the chosen windows. Throws IndexError where the document is damaged.
std::vector<Snippet> make_snippets(const StoredDocument& document,
                                   const CompiledQuery& query,
                                   std::span<const Span> spans,
                                   Analyzer& analyzer);

// The whole title, marked by the same rules.
std::vector<Fragment> title_fragments(const StoredDocument& document,
                                      const CompiledQuery& query,
                                      std::span<const Span> spans,
                                      Analyzer& analyzer);

}  // namespace gazette
