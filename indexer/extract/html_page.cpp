#include "indexer/extract/html_page.h"

#include "indexer/extract/utf8.h"

#include <algorithm>

namespace gazette {
namespace {

// What no reader of the page sees as text.
bool is_unreadable(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_SCRIPT:
        case GUMBO_TAG_STYLE:
        case GUMBO_TAG_NOSCRIPT:
        case GUMBO_TAG_TEMPLATE:
        case GUMBO_TAG_HEAD:
        case GUMBO_TAG_IFRAME:
        case GUMBO_TAG_OBJECT:
        case GUMBO_TAG_EMBED:
        case GUMBO_TAG_SVG:
        case GUMBO_TAG_CANVAS:
        case GUMBO_TAG_AUDIO:
        case GUMBO_TAG_VIDEO:
        case GUMBO_TAG_SELECT:
        case GUMBO_TAG_TEXTAREA:
        case GUMBO_TAG_BUTTON:
        case GUMBO_TAG_DATALIST:
        case GUMBO_TAG_RT:
        case GUMBO_TAG_RP:
            return true;
        default:
            return false;
    }
}

bool is_hidden(const PageNode& node) {
    if (has_attribute(node, "hidden")) return true;
    std::string style;
    for (const char c : attribute(node, "style")) {
        if (c != ' ') style += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return style.find("display:none") != std::string::npos ||
           style.find("visibility:hidden") != std::string::npos;
}

// The sign behind a heading that links to it.
bool is_heading_link(const PageNode& node) {
    return node.tag() == GUMBO_TAG_A &&
           attribute(node, "class").find("headerlink") != std::string_view::npos;
}

struct Counts {
    std::uint32_t bytes = 0;
    std::uint32_t commas = 0;
};

Counts count(std::string_view text) {
    Counts counts;
    for (const char c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
        ++counts.bytes;
        if (c == ',') ++counts.commas;
    }
    for (const std::string_view comma : {"、", "，", "،"}) {
        for (std::size_t at = text.find(comma); at != std::string_view::npos;
             at = text.find(comma, at + comma.size())) {
            ++counts.commas;
        }
    }
    return counts;
}

}  // namespace

void HtmlPage::Destroy::operator()(GumboOutput* output) const {
    gumbo_destroy_output(&kGumboDefaultOptions, output);
}

HtmlPage::HtmlPage(std::string_view html)
    : tree_(gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size())) {
    add_subtree();
    drop_unreadable();
    count_text();
}

void HtmlPage::add_subtree() {
    struct Open {
        const GumboVector* children;
        unsigned next;
        std::uint32_t index;
    };
    const auto add = [this](const GumboNode* node, std::uint32_t parent) {
        PageNode page_node;
        page_node.node = node;
        page_node.parent = parent;
        page_node.is_text = node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE;
        nodes.push_back(page_node);
        return static_cast<std::uint32_t>(nodes.size() - 1);
    };
    std::vector<Open> open;
    open.push_back({&tree_->root->v.element.children, 0, add(tree_->root, 0)});
    while (!open.empty()) {
        Open& top = open.back();
        if (top.next == top.children->length) {
            nodes[top.index].end = static_cast<std::uint32_t>(nodes.size());
            open.pop_back();
            continue;
        }
        const auto* child = static_cast<const GumboNode*>(top.children->data[top.next++]);
        if (child->type == GUMBO_NODE_COMMENT) continue;
        const std::uint32_t index = add(child, top.index);
        if (nodes[index].is_text) {
            nodes[index].end = index + 1;
        } else {
            open.push_back({&child->v.element.children, 0, index});
        }
    }
}

void HtmlPage::drop_unreadable() {
    std::vector<std::uint32_t> hidden;
    for (std::uint32_t i = 0; i < nodes.size();) {
        PageNode& node = nodes[i];
        if (!node.is_text && (is_unreadable(node.tag()) || is_heading_link(node))) {
            node.dropped = true;
            i = node.end;
            continue;
        }
        if (!node.is_text && i > 0 && node.tag() != GUMBO_TAG_BODY && is_hidden(node)) {
            hidden.push_back(i);
            node.dropped = true;
            i = node.end;
            continue;
        }
        ++i;
    }
    // A page that shows less than it hides opens its text by a script.
    const auto bytes_of = [this](bool wanted) {
        std::size_t bytes = 0;
        for (std::uint32_t i = 0; i < nodes.size();) {
            if (nodes[i].dropped) {
                const bool count_it = wanted && !is_unreadable(nodes[i].tag());
                for (std::uint32_t j = i; count_it && j < nodes[i].end; ++j) {
                    if (nodes[j].is_text) bytes += count(nodes[j].node->v.text.text).bytes;
                }
                i = nodes[i].end;
                continue;
            }
            if (!wanted && nodes[i].is_text) bytes += count(nodes[i].node->v.text.text).bytes;
            ++i;
        }
        return bytes;
    };
    if (hidden.empty() || bytes_of(true) <= bytes_of(false)) return;
    for (const std::uint32_t index : hidden) {
        nodes[index].dropped = false;
        for (std::uint32_t j = index; j < nodes[index].end; ++j) {
            if (!nodes[j].is_text && is_unreadable(nodes[j].tag())) nodes[j].dropped = true;
        }
    }
}

void HtmlPage::count_text() {
    std::vector<bool> in_link(nodes.size(), false);
    for (std::uint32_t i = 1; i < nodes.size();) {
        PageNode& node = nodes[i];
        if (node.dropped) {
            i = node.end;
            continue;
        }
        in_link[i] =
            in_link[node.parent] || (node.tag() == GUMBO_TAG_A && has_attribute(node, "href"));
        if (node.is_text) {
            const Counts counts = count(node.node->v.text.text);
            node.text_bytes = counts.bytes;
            node.commas = counts.commas;
            node.link_bytes = in_link[i] ? counts.bytes : 0;
        }
        ++i;
    }
    // Children stand behind their parents.
    for (std::size_t i = nodes.size(); i-- > 1;) {
        PageNode& parent = nodes[nodes[i].parent];
        parent.text_bytes += nodes[i].text_bytes;
        parent.link_bytes += nodes[i].link_bytes;
        parent.commas += nodes[i].commas;
    }
}

std::string_view attribute(const PageNode& node, const char* name) {
    if (node.is_text) return {};
    const GumboAttribute* found = gumbo_get_attribute(&node.node->v.element.attributes, name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool has_attribute(const PageNode& node, const char* name) {
    return !node.is_text && gumbo_get_attribute(&node.node->v.element.attributes, name) != nullptr;
}

std::string text_of(const HtmlPage& page, std::size_t index, std::size_t max_bytes) {
    std::string text;
    for (std::size_t i = index; i < page[index].end && text.size() <= max_bytes;) {
        const PageNode& node = page[i];
        if (node.dropped && i != index) {
            i = node.end;
            continue;
        }
        if (node.is_text) text += node.node->v.text.text;
        if (node.tag() == GUMBO_TAG_BR) text += ' ';
        ++i;
    }
    if (text.size() > max_bytes) text.resize(code_point_floor(text, max_bytes));
    return collapse_space(text);
}

}  // namespace gazette
