#include "indexer/extract/html_text.h"

#include "indexer/extract/law_page.h"
#include "indexer/extract/list_numbers.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

using Gap = BlockText::Gap;

bool is_heading(GumboTag tag) {
    return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 ||
           tag == GUMBO_TAG_H4 || tag == GUMBO_TAG_H5 || tag == GUMBO_TAG_H6;
}

// What a browser leaves before and after an element.
Gap gap_around(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_P:
        case GUMBO_TAG_BLOCKQUOTE:
        case GUMBO_TAG_PRE:
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
        case GUMBO_TAG_DL:
        case GUMBO_TAG_TABLE:
        case GUMBO_TAG_FIGURE:
        case GUMBO_TAG_HR:
        case GUMBO_TAG_SECTION:
        case GUMBO_TAG_ARTICLE:
        case GUMBO_TAG_HEADER:
        case GUMBO_TAG_FOOTER:
        case GUMBO_TAG_ASIDE:
        case GUMBO_TAG_NAV:
        case GUMBO_TAG_MAIN:
        case GUMBO_TAG_DETAILS:
        case GUMBO_TAG_FIELDSET:
        case GUMBO_TAG_ADDRESS:
        case GUMBO_TAG_FORM:
            return Gap::paragraph;
        case GUMBO_TAG_DIV:
        case GUMBO_TAG_LI:
        case GUMBO_TAG_DT:
        case GUMBO_TAG_DD:
        case GUMBO_TAG_TR:
        case GUMBO_TAG_CAPTION:
        case GUMBO_TAG_FIGCAPTION:
        case GUMBO_TAG_CENTER:
        case GUMBO_TAG_SUMMARY:
        case GUMBO_TAG_LEGEND:
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TFOOT:
        case GUMBO_TAG_BODY:
            return Gap::line;
        default:
            return Gap::none;
    }
}

int whole_number(std::string_view text, int otherwise) {
    int value = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// The number that a browser writes before an item: it is cited, so it is text.
std::string item_number(int number, std::string_view type) {
    const bool small = number > 0 && number < 4000;
    const auto counted = static_cast<unsigned>(number);
    if (small && (type == "a" || type == "A")) return letter_number(counted, type == "A") + ". ";
    if (small && (type == "i" || type == "I")) return roman_number(counted, type == "I") + ". ";
    return std::to_string(number) + ". ";
}

struct OpenElement {
    std::uint32_t index;
    std::size_t written = 0;  // bytes of text when it was opened
    int item_number = 0;      // of the next item, in an ordered list
};

class Writer {
  public:
    Writer(const HtmlPage& page, const std::vector<bool>& left_out, bool law, BlockText& out)
        : page_(page), left_out_(left_out), law_(law), out_(out) {
        if (law) headings_ = article_headings(page);
    }

    void write(std::uint32_t root) {
        for (std::uint32_t i = root; i < page_[root].end;) {
            while (!open_.empty() && page_[open_.back().index].end <= i) leave();
            const PageNode& node = page_[i];
            if (node.dropped || left_out_[i]) {
                // What stood between two words still parts them.
                out_.gap(gap_around(node.tag()));
                i = node.end;
                continue;
            }
            if (node.is_text) {
                text(node.node->v.text.text);
            } else {
                enter(i);
            }
            ++i;
        }
        while (!open_.empty()) leave();
    }

  private:
    void text(std::string_view text) {
        if (preformatted_ > 0 && law_) {
            lines_of_law(text);
        } else if (preformatted_ > 0) {
            out_.preformatted(text);
        } else {
            out_.flow(text);
        }
    }

    // Whole lines only: what begins or ends inside another element is no line.
    void lines_of_law(std::string_view text) {
        bool at_line_start = out_.empty();
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            const std::string_view line = text.substr(0, end);
            const bool whole = at_line_start && end != std::string_view::npos;
            if (whole && is_article_heading(trim_space(line))) {
                out_.begin_heading({});
                out_.preformatted(line);
                out_.end_heading();
            } else {
                out_.preformatted(text.substr(0, end == std::string_view::npos ? end : end + 1));
            }
            at_line_start = true;
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
    }

    void enter(std::uint32_t index) {
        const PageNode& node = page_[index];
        const GumboTag tag = node.tag();
        // What opens right behind an item's number or at the start of a cell stays on its line.
        if (out_.size() != line_start_) out_.gap(gap_of(tag));
        if (is_heading_at(index)) {
            out_.begin_heading(anchor_of(index));
        } else if (tag == GUMBO_TAG_BR) {
            out_.line_break();
        } else if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
            cell();
        } else if (tag == GUMBO_TAG_TR) {
            line_start_ = out_.size();
        } else if (is_preformatted(tag)) {
            ++preformatted_;
        } else if (is_list(tag)) {
            ++lists_;
        } else if (tag == GUMBO_TAG_LI) {
            number(node);
        } else if (tag == GUMBO_TAG_SUP && is_note_mark(index)) {
            out_.gap(Gap::space);
        }
        open_.push_back({index, out_.size(), first_number(node)});
    }

    void leave() {
        const OpenElement element = open_.back();
        const GumboTag tag = page_[element.index].tag();
        open_.pop_back();
        if (is_heading_at(element.index)) out_.end_heading();
        if (is_preformatted(tag)) --preformatted_;
        if (is_list(tag)) --lists_;
        if (tag == GUMBO_TAG_TR && out_.size() > element.written) out_.replace_gap(Gap::line);
        out_.gap(gap_of(tag));
    }

    bool is_heading_at(std::uint32_t index) const {
        return is_heading(page_[index].tag()) ||
               std::binary_search(headings_.begin(), headings_.end(), index);
    }

    static bool is_preformatted(GumboTag tag) {
        return tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LISTING || tag == GUMBO_TAG_XMP ||
               tag == GUMBO_TAG_PLAINTEXT;
    }
    static bool is_list(GumboTag tag) { return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL; }

    // A list in a list is not set apart.
    Gap gap_of(GumboTag tag) const {
        return is_list(tag) && lists_ > 0 ? Gap::line : gap_around(tag);
    }

    void cell() {
        const bool row_has_text = !open_.empty() && out_.size() > open_.back().written &&
                                  page_[open_.back().index].tag() == GUMBO_TAG_TR;
        if (!row_has_text) return;
        out_.replace_gap(Gap::cell);
        line_start_ = out_.size();
    }

    static int first_number(const PageNode& node) {
        return node.tag() == GUMBO_TAG_OL ? whole_number(attribute(node, "start"), 1) : 0;
    }

    void number(const PageNode& item) {
        if (open_.empty()) return;
        OpenElement& list = open_.back();
        if (page_[list.index].tag() != GUMBO_TAG_OL) return;
        list.item_number = whole_number(attribute(item, "value"), list.item_number);
        if (item.text_bytes > 0) {
            out_.flow(item_number(list.item_number, attribute(page_[list.index], "type")));
            line_start_ = out_.size();
        }
        if (list.item_number < 1000000) ++list.item_number;
    }

    // "word[3]" and "word3": a link to a note is not part of the word before it.
    bool is_note_mark(std::uint32_t index) const {
        for (std::uint32_t i = page_[index].parent; i > 0; i = page_[i].parent) {
            if (page_[i].tag() == GUMBO_TAG_A) return true;
            if (gap_around(page_[i].tag()) != Gap::none) break;
        }
        return page_[index].link_bytes > 0;
    }

    // The id of the heading, of an anchor in it, or of the section that it opens.
    std::string_view anchor_of(std::uint32_t index) const {
        static constexpr std::uint32_t kNear = 4;
        for (std::uint32_t i = index; i < std::min(page_[index].end, index + kNear); ++i) {
            const std::string_view id = attribute(page_[i], "id");
            if (!id.empty()) return id;
            const std::string_view name = attribute(page_[i], "name");
            if (!name.empty() && page_[i].tag() == GUMBO_TAG_A) return name;
        }
        const PageNode& parent = page_[page_[index].parent];
        const bool opens = page_[index].parent + 2 >= index;
        const bool is_section = parent.tag() == GUMBO_TAG_SECTION ||
                                parent.tag() == GUMBO_TAG_ARTICLE || parent.tag() == GUMBO_TAG_DIV;
        return opens && is_section ? attribute(parent, "id") : std::string_view();
    }

    const HtmlPage& page_;
    const std::vector<bool>& left_out_;
    bool law_;
    std::vector<std::uint32_t> headings_;  // besides those that tags mark
    BlockText& out_;
    std::vector<OpenElement> open_;
    int preformatted_ = 0;
    int lists_ = 0;
    // Size of the text behind the last item's number, or before the last row or cell.
    std::size_t line_start_ = SIZE_MAX;
};

}  // namespace

void write_text(const HtmlPage& page,
                std::uint32_t root,
                const std::vector<bool>& left_out,
                bool law,
                BlockText& out) {
    Writer(page, left_out, law, out).write(root);
}

}  // namespace gazette
