// What the tag, role, class and id of an element say about its place on the page.
#pragma once

#include "indexer/extract/html_page.h"

namespace gazette {

enum class Surrounding : std::uint8_t {
    none,
    perhaps,  // words that also name parts of an article: "header", "meta", "tags"
    surely,   // navigation, sharing, advertising
    comment,  // what readers wrote
};
Surrounding surrounding_of(const PageNode& element);

// Begins a line of its own.
bool is_block(GumboTag tag);

// <footer>, or called so.
bool is_footer(const PageNode& element);

// Marked as the text of an article: itemprop="articleBody", class "entry-content", ...
bool is_article_body(const PageNode& element);

}  // namespace gazette
