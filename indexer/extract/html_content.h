// Which part of a page is its text, and which is the site around it.
#pragma once

#include "indexer/extract/html_page.h"
#include "indexer/extract/json_ld.h"

#include <cstdint>
#include <vector>

namespace gazette {

struct MainContent {
    std::uint32_t root = 0;
    std::vector<bool> left_out;  // one flag a node: subtrees of `root` that are not the text
    bool is_law = false;         // and nothing is to be lost
};

// For a page that says or shows that it is one article, and is no law, the article without what
// surrounds it; for any other page everything but navigation. Where the first choice leaves too
// little of the page's prose, the second is made.
MainContent find_main_content(const HtmlPage& page, const LinkedData& linked);

// Everything that is readable.
MainContent whole_page(const HtmlPage& page);

}  // namespace gazette
