// HTML inside another document: a chapter of a book, the body of a message.
#pragma once

#include "indexer/extract/block_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Writes everything that is readable of a page into `out`; `html` is UTF-8. A page that is too
// costly for a tree (extract_limits::kMaxHtml...) is read by stripping tags, with a warning.
void write_html_body(std::string_view html, BlockText& out, std::vector<std::string>& warnings);

// The character set that the page names in an XML declaration or a meta element, or empty.
std::string_view charset_of_markup(std::string_view html);

}  // namespace gazette
