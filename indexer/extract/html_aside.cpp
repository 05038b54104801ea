#include "indexer/extract/html_aside.h"

#include "indexer/extract/html_words.h"

namespace gazette {
namespace {

// A list of teasers: so many items of one shape, each a link on a line of its own and at most so
// much text beside it.
constexpr std::uint32_t kMinTeasers = 3;
constexpr std::uint32_t kMaxTeaserBytes = 600;
constexpr double kTeaserLinkDensity = 0.9;

// Of the page, not of the article or a section.
bool is_site_footer(const HtmlPage& page, std::uint32_t body, std::uint32_t index) {
    if (!is_footer(page[index])) return false;
    for (std::uint32_t i = page[index].parent; i > body; i = page[i].parent) {
        const GumboTag tag = page[i].tag();
        if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN || tag == GUMBO_TAG_SECTION ||
            is_article_body(page[i])) {
            return false;
        }
    }
    return true;
}

// A line that is a link, and a little text.
bool is_teaser(const HtmlPage& page, std::uint32_t index) {
    const PageNode& item = page[index];
    if (item.text_bytes > kMaxTeaserBytes || item.link_bytes == 0) return false;
    for (std::uint32_t i = index + 1; i < item.end; ++i) {
        const PageNode& node = page[i];
        const bool line = !node.is_text && is_block(node.tag()) && !node.dropped;
        if (line && node.text_bytes > 0 && node.text_bytes < item.text_bytes &&
            node.link_density() >= kTeaserLinkDensity) {
            return true;
        }
    }
    return false;
}

bool is_teaser_list(const HtmlPage& page, std::uint32_t index) {
    const PageNode& list = page[index];
    std::uint32_t items = 0;
    std::uint32_t teasers = 0;
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    for (std::uint32_t i = index + 1; i < list.end; i = page[i].end) {
        const PageNode& item = page[i];
        if (item.dropped || item.text_bytes == 0) continue;
        if (item.is_text || !is_block(item.tag()) || item.tag() == GUMBO_TAG_P) return false;
        if (items == 0) tag = item.tag();
        if (item.tag() != tag) return false;
        ++items;
        teasers += is_teaser(page, i) ? 1 : 0;
    }
    return items >= kMinTeasers && teasers == items;
}

}  // namespace

std::vector<bool> find_aside(const HtmlPage& page, std::uint32_t body) {
    // Marks of an article before each node.
    std::vector<std::uint32_t> marks(page.nodes.size() + 1, 0);
    for (std::uint32_t i = 0; i < page.nodes.size(); ++i) {
        const bool mark = is_article_body(page[i]) || page[i].tag() == GUMBO_TAG_H1;
        marks[i + 1] = marks[i] + (mark ? 1 : 0);
    }
    std::vector<std::uint32_t> roots;
    bool article_beside = false;
    for (std::uint32_t i = body + 1; i < page[body].end;) {
        const PageNode& node = page[i];
        if (node.is_text || node.dropped) {
            i = node.end;
            continue;
        }
        const bool holds_article = marks[node.end] != marks[i];
        if (!holds_article &&
            (surrounding_of(node) == Surrounding::comment ||
             (article_beside && (is_site_footer(page, body, i) || is_teaser_list(page, i))))) {
            roots.push_back(i);
            i = node.end;
            continue;
        }
        article_beside =
            article_beside || marks[i + 1] != marks[i] || node.tag() == GUMBO_TAG_ARTICLE;
        ++i;
    }
    std::vector<bool> aside;
    if (!article_beside) return aside;
    aside.assign(page.nodes.size(), false);
    for (const std::uint32_t root : roots) aside[root] = true;
    return aside;
}

}  // namespace gazette
