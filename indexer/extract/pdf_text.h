// Lines of a PDF's pages -> its text and segments.
//
// The text runs from page to page, so that a phrase across a page break is a phrase. Each page is
// a segment, of kind `page` or, under a heading, of the kind that this says (more than one segment
// where a heading or a footnote parts the page). Footnotes follow
// the paragraph that runs over the end of their page. Heads, feet and page numbers stand behind
// the whole text, a segment a page, with the page's number: "p7-edge".
#pragma once

#include "indexer/extract/pdf_running.h"
#include "indexer/format/document.h"

#include <string>
#include <vector>

namespace gazette {

// `outline`: the document's bookmarks, in order. Those whose words stand in the text in this order
// are headings, where most of them do.
void write_pdf_text(std::vector<PdfPage> pages,
                    const std::vector<std::string>& outline,
                    std::string& text,
                    std::vector<Segment>& segments);

}  // namespace gazette
