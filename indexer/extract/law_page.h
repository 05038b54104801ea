// A law as a page of HTML: where its articles begin, and what it is called, where the page marks
// neither as headings.
#pragma once

#include "indexer/extract/html_page.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Blocks that are the heading of an article ("Статья 12. Задачи", "المادة 2", "Article premier"),
// in order. Short blocks that begin so, and hold no other blocks.
std::vector<std::uint32_t> article_headings(const HtmlPage& page);

// The same of one line, without its spaces at the ends.
bool is_article_heading(std::string_view line);
// How many lines of preformatted text are such headings.
std::size_t article_lines(const HtmlPage& page);

// The title as it stands above the law: the first blocks that are set as titles are, by class,
// centring, bold type or capitals; else the first block. Empty where there is no text.
std::string title_above_law(const HtmlPage& page);

}  // namespace gazette
