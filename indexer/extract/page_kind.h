// One article with a site around it, a law, or any other page.
#pragma once

#include "indexer/extract/html_page.h"
#include "indexer/extract/json_ld.h"

#include <cstdint>
#include <vector>

namespace gazette {

// News, and what is published like it: by JSON-LD, OpenGraph, or a marked body. `prose` are the
// bytes of prose in the subtree of each node.
bool says_article(const HtmlPage& page,
                  const LinkedData& linked,
                  const std::vector<std::uint32_t>& prose);

// By JSON-LD, ELI, or numbered articles. Nothing of a law may be lost: its headings and notes
// stand in boxes that are called like those around news.
bool is_law(const HtmlPage& page, const LinkedData& linked);

}  // namespace gazette
