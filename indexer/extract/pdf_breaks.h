// Where a line of a PDF goes on with the one before, and where it begins anew: judged by what the
// text says and by where the lines stand on the page. Used by pdf_text.h.
//
// Distances are those of the boxes of PdfLine. Any thread may call these.
#pragma once

#include "indexer/extract/pdf_running.h"

#include <cstdint>
#include <string_view>

namespace gazette {

// What stands between two lines: what LineJoiner puts there, a line break, an empty line.
enum class PdfBreak : std::uint8_t { join, line, paragraph };

// Does a sentence go on behind this?
bool is_open(std::string_view text);

// "(3) ...", "1. ...", "a) ...", "§ 4 ...", "Art. 5 ...", "• ...", "第三條 ...".
bool begins_item(std::string_view text);

// What lies between the middles of lines of a page in most places; 0 where there are no two.
double usual_step(const PdfPage& page);

// Between two lines of `page`, where `usual` is its usual step.
PdfBreak break_between(const PdfPage& page,
                       const PdfLine& before,
                       const PdfLine& line,
                       double usual);

// Between the end of one page and the beginning of the next.
PdfBreak break_at_page(const PdfLine& before, const PdfLine& line);

}  // namespace gazette
