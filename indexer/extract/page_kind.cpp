#include "indexer/extract/page_kind.h"

#include "indexer/extract/html_words.h"
#include "indexer/extract/law_page.h"

#include <algorithm>
#include <string_view>

namespace gazette {
namespace {

// A page with so many numbered articles is a law.
constexpr std::size_t kLawArticles = 2;

bool has_heading(const HtmlPage& page, std::uint32_t index) {
    return std::any_of(page.nodes.begin() + index,
                       page.nodes.begin() + page[index].end,
                       [](const PageNode& node) { return node.tag() == GUMBO_TAG_H1; });
}

}  // namespace

bool says_article(const HtmlPage& page,
                  const LinkedData& linked,
                  const std::vector<std::uint32_t>& prose) {
    std::size_t articles = 0;
    bool heading_inside = false;  // of the last of them
    if (linked.is_article) return true;
    for (std::uint32_t i = 0; i < page.nodes.size(); ++i) {
        const PageNode& node = page[i];
        if (node.is_text) continue;
        if (node.tag() == GUMBO_TAG_META) {
            const std::string_view name = attribute(node, "property");
            if (name.starts_with("article:") ||
                (name == "og:type" && attribute(node, "content") == "article")) {
                return true;
            }
        }
        if (is_article_body(node)) return true;
        if (node.tag() == GUMBO_TAG_ARTICLE && prose[i] > 0) {
            ++articles;
            heading_inside = has_heading(page, i);
        }
    }
    return articles == 1 && heading_inside;
}

bool is_law(const HtmlPage& page, const LinkedData& linked) {
    if (linked.is_law) return true;
    for (const PageNode& node : page.nodes) {
        if (node.tag() == GUMBO_TAG_META && attribute(node, "property").starts_with("eli:")) {
            return true;
        }
    }
    return article_headings(page).size() + article_lines(page) >= kLawArticles;
}

}  // namespace gazette
