// A page's nodes -> text, block by block.
#pragma once

#include "indexer/extract/block_text.h"
#include "indexer/extract/html_page.h"

#include <cstdint>
#include <vector>

namespace gazette {

// Writes the subtree at `root`, without the subtrees whose `left_out` is true (one flag a node).
// `law` for a law's page: what is an article's heading there, though no tag says so, is one.
void write_text(const HtmlPage& page,
                std::uint32_t root,
                const std::vector<bool>& left_out,
                bool law,
                BlockText& out);

}  // namespace gazette
