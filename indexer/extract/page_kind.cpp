#include "indexer/extract/page_kind.h"

#include "indexer/extract/block_text.h"
#include "indexer/extract/html_words.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <string_view>

namespace gazette {
namespace {

// A page with so many numbered articles is a law.
constexpr int kLawArticles = 3;
constexpr std::size_t kNumberNear = 24;  // bytes

bool is_numbered_article(std::string_view text) {
    return section_kind_of(text) == SegmentKind::article &&
           (text.find_first_of("0123456789") != std::string_view::npos || text.starts_with("第") ||
            text.starts_with("المادة"));
}

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
    int articles = 0;
    for (std::size_t i = 0; i < page.nodes.size();) {
        const PageNode& node = page[i];
        if (node.dropped) {
            i = node.end;
            continue;
        }
        if (node.is_text && node.link_bytes == 0) {
            const std::string_view text =
                trim_space(std::string_view(node.node->v.text.text)).substr(0, kNumberNear);
            articles += is_numbered_article(text) ? 1 : 0;
        }
        ++i;
    }
    return articles >= kLawArticles;
}

}  // namespace gazette
