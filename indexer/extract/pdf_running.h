// Which lines of pages are no part of the text that runs through them: heads, feet and page
// numbers, and footnotes.
#pragma once

#include "indexer/extract/pdf_lines.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gazette {

struct PdfPage {
    std::string label;  // as printed, where the document says it and it is not the number
    double width = 0;
    double height = 0;
    std::vector<PdfLine> lines;
};

// Sets `running` on lines near the edge of a page whose like (numbers aside) stand at the same
// height on pages nearby, and on what stands in their place; sets `note` on smaller lines that end
// a page and begin with a note's mark.
void mark_running_lines(std::vector<PdfPage>& pages);

// Height of most of the text, in points; 0 where there is none.
double body_height(const std::vector<PdfPage>& pages);

}  // namespace gazette
