// What stands beside the article of a page and is not the page's own prose.
#pragma once

#include "indexer/extract/html_page.h"

#include <cstdint>
#include <vector>

namespace gazette {

// Roots of comments, of the site's footer, and of lists of teasers below `body`: one flag a node,
// or empty where the page marks no article beside them, so that they may be all it has to say.
std::vector<bool> find_aside(const HtmlPage& page, std::uint32_t body);

}  // namespace gazette
