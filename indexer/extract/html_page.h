// A page as a flat list of nodes in document order, with what each subtree holds: text can be
// counted, judged and written out by plain loops, however deep the page is.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct PageNode {
    const GumboNode* node = nullptr;
    std::uint32_t parent = 0;
    std::uint32_t end = 0;  // index behind the last node of the subtree
    // Of the subtree, in bytes without white space; hidden and unreadable parts do not count.
    std::uint32_t text_bytes = 0;
    std::uint32_t link_bytes = 0;
    std::uint32_t commas = 0;
    bool is_text = false;
    bool dropped = false;  // this subtree is not shown: scripts, styles, hidden elements, ...

    GumboTag tag() const { return is_text ? GUMBO_TAG_UNKNOWN : node->v.element.tag; }
    // Share of the text that is links, 0..1.
    double link_density() const {
        return text_bytes == 0 ? 0.0 : static_cast<double>(link_bytes) / text_bytes;
    }
};

class HtmlPage {
  public:
    // `html` must be UTF-8, and must outlive the page.
    explicit HtmlPage(std::string_view html);

    // Element 0 is <html>.
    std::vector<PageNode> nodes;

    const PageNode& operator[](std::size_t index) const { return nodes[index]; }

  private:
    void add_subtree();
    void drop_unreadable();
    void count_text();

    struct Destroy {
        void operator()(GumboOutput* output) const;
    };
    std::unique_ptr<GumboOutput, Destroy> tree_;
};

// Value of an attribute, empty where there is none.
std::string_view attribute(const PageNode& node, const char* name);
bool has_attribute(const PageNode& node, const char* name);
// Text of a subtree with white space collapsed, no more than `max_bytes` of it.
std::string text_of(const HtmlPage& page, std::size_t index, std::size_t max_bytes);

}  // namespace gazette
