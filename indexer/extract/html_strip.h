// Text out of markup without building a tree: for pages that are too large, too deep, or too
// strange for one, and for pieces of HTML inside Markdown. Linear in time, whatever the input.
#pragma once

#include "indexer/extract/block_text.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gazette {

// What a tree of this page would cost.
struct HtmlShape {
    std::size_t open_elements = 0;  // the deepest nesting there may be (an upper bound)
    std::size_t copies = 0;         // of <b>, <font>, ... that are not closed before a block ends
    std::size_t attributes = 0;     // most on one tag
};
HtmlShape measure_html(std::string_view html);
// Which bound of limits.h a tree of it would pass, with the number; empty where none.
std::string why_no_html_tree(std::string_view html);

// Adds the text of `html` to `out`: tags are dropped, blocks are kept apart, headings are
// headings; comments, scripts, style sheets and templates are left out. `title` receives the
// content of <title> where there is one.
void strip_tags(std::string_view html, BlockText& out, std::string& title);

}  // namespace gazette
