// Plain text that was printed in pages: where they begin, and which lines are their heads and
// numbers.
#pragma once

#include "indexer/format/document.h"

#include <string>
#include <vector>

namespace gazette {

// Pages are parted by form feeds, or by lines that hold a page's number, each one more than the
// last ("- 1604 -"), and the line that comes with it every time. Each page becomes a segment; heads
// and numbers are moved behind the text, a segment a page ("p7-edge"), so that a sentence runs over
// a page break as it does for a reader. A text without pages is left as it is.
void find_text_pages(std::string& text, std::vector<Segment>& segments);

}  // namespace gazette
