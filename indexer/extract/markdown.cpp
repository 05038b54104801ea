#include "indexer/extract/markdown.h"

#include "indexer/extract/block_text.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/front_matter.h"
#include "indexer/extract/html_strip.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/markdown_guard.h"
#include "indexer/extract/provisions.h"
#include "indexer/extract/utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using Tree = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

Tree parse(std::string_view text, bool with_tables) {
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
        cmark_parser_new(CMARK_OPT_FOOTNOTES), &cmark_parser_free);
    for (const char* name : {"table", "strikethrough"}) {
        if (!with_tables && std::string_view(name) == "table") continue;
        if (auto* extension = cmark_find_syntax_extension(name)) {
            cmark_parser_attach_syntax_extension(parser.get(), extension);
        }
    }
    cmark_parser_feed(parser.get(), text.data(), text.size());
    return {cmark_parser_finish(parser.get()), &cmark_node_free};
}

std::string_view literal_of(cmark_node* node) {
    const char* literal = cmark_node_get_literal(node);
    return literal == nullptr ? std::string_view() : std::string_view(literal);
}

// Writes a tree as text, one event at a time: cmark's iterator keeps the place.
class Renderer {
  public:
    explicit Renderer(BlockText& out) : out_(out) {}

    void event(cmark_event_type event, cmark_node* node) {
        const bool enters = event == CMARK_EVENT_ENTER;
        if (by_extension(node, enters)) return;
        switch (cmark_node_get_type(node)) {
            case CMARK_NODE_TEXT:
                return out_.flow(literal_of(node));
            case CMARK_NODE_CODE:
                return out_.flow(literal_of(node));
            case CMARK_NODE_SOFTBREAK:
                return out_.flow("\n");
            case CMARK_NODE_LINEBREAK:
                return out_.line_break();
            case CMARK_NODE_HTML_INLINE:
            case CMARK_NODE_HTML_BLOCK:
                return html(node);
            case CMARK_NODE_CODE_BLOCK:
                out_.gap(BlockText::Gap::paragraph);
                out_.preformatted(literal_of(node));
                return out_.gap(BlockText::Gap::paragraph);
            case CMARK_NODE_HEADING:
                return enters ? out_.begin_heading({}) : out_.end_heading();
            case CMARK_NODE_ITEM:
                return item(node, enters);
            case CMARK_NODE_PARAGRAPH:
                return paragraph(node);
            case CMARK_NODE_FOOTNOTE_REFERENCE:
                if (enters) out_.flow("[" + std::string(literal_of(node)) + "]");
                return;
            case CMARK_NODE_FOOTNOTE_DEFINITION:
                out_.gap(BlockText::Gap::paragraph);
                if (enters) out_.flow("[" + std::to_string(++footnotes_) + "] ");
                return;
            case CMARK_NODE_LIST:
                return out_.gap(is_in_item(node) ? BlockText::Gap::line
                                                 : BlockText::Gap::paragraph);
            case CMARK_NODE_BLOCK_QUOTE:
            case CMARK_NODE_THEMATIC_BREAK:
                return out_.gap(BlockText::Gap::paragraph);
            default:
                return;
        }
    }

  private:
    // Rows and cells have types that are known at run time only.
    bool by_extension(cmark_node* node, bool enters) {
        const std::string_view type = cmark_node_get_type_string(node);
        if (type == "table") {
            out_.gap(BlockText::Gap::paragraph);
        } else if (type == "table_row" || type == "table_header") {
            out_.gap(BlockText::Gap::line);
        } else if (type == "table_cell") {
            if (enters) out_.gap(BlockText::Gap::cell);
        } else {
            return false;
        }
        return true;
    }

    static bool is_in_item(cmark_node* node) {
        return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_ITEM;
    }

    // The numbers of an ordered list are cited; bullets are not.
    void item(cmark_node* node, bool enters) {
        out_.gap(BlockText::Gap::line);
        cmark_node* list = cmark_node_parent(node);
        if (!enters || cmark_node_get_list_type(list) != CMARK_ORDERED_LIST) return;
        int number = cmark_node_get_list_start(list);
        if (node == cmark_node_first_child(list)) {
            counts_.emplace_back(list, number);
        } else {
            while (counts_.size() > 1 && counts_.back().first != list) counts_.pop_back();
            if (!counts_.empty()) number = ++counts_.back().second;
        }
        const bool paren = cmark_node_get_list_delim(list) == CMARK_PAREN_DELIM;
        out_.flow(std::to_string(number) + (paren ? ") " : ". "));
    }

    // In a tight list, paragraphs are lines; the first one of an item follows its number.
    void paragraph(cmark_node* node) {
        cmark_node* parent = cmark_node_parent(node);
        const bool in_item = is_in_item(node);
        const bool in_note = cmark_node_get_type(parent) == CMARK_NODE_FOOTNOTE_DEFINITION;
        if ((in_item || in_note) && node == cmark_node_first_child(parent)) return;
        out_.gap(in_item ? BlockText::Gap::line : BlockText::Gap::paragraph);
    }

    void html(cmark_node* node) {
        std::string title;
        const bool block = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
        if (block) out_.gap(BlockText::Gap::paragraph);
        strip_tags(literal_of(node), out_, title);
        if (block) out_.gap(BlockText::Gap::paragraph);
    }

    BlockText& out_;
    std::vector<std::pair<cmark_node*, int>> counts_;  // of the ordered lists that are open
    int footnotes_ = 0;
};

// Lines as they are, with the headings that begin with '#'.
void render_lines(std::string_view text, BlockText& out) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
        const bool heading = marks >= 1 && marks <= 6 && marks < line.size() && line[marks] == ' ';
        if (heading) out.begin_heading({});
        out.flow(heading ? line.substr(marks) : line);
        if (heading) out.end_heading();
        out.line_break();
    }
}

void render(std::string_view text, BlockText& out, std::vector<std::string>& warnings) {
    MarkdownShape shape = measure_markdown(text);
    if (text.size() > extract_limits::kMaxMarkdownTreeBytes) {
        shape.too_costly = std::to_string(text.size()) + " bytes, more than " +
                           std::to_string(extract_limits::kMaxMarkdownTreeBytes);
    }
    if (!shape.too_costly.empty()) {
        warnings.push_back("read without its Markdown structure: " + shape.too_costly);
        return render_lines(text, out);
    }
    if (shape.tables_explode) {
        warnings.push_back("tables are kept as lines: their rows lack most of their cells");
    }
    const Tree tree = parse(text, !shape.tables_explode);
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(
        cmark_iter_new(tree.get()), &cmark_iter_free);
    Renderer renderer(out);
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
        renderer.event(event, cmark_iter_get_node(iterator.get()));
    }
}

// "个人信息保护法(2021-08-20).md": one ISO day in the file name; several say nothing.
CivilPeriod date_in_name(std::string_view uri) {
    const std::size_t slash = uri.find_last_of('/');
    const std::string_view name = slash == std::string_view::npos ? uri : uri.substr(slash + 1);
    static constexpr std::size_t kDayBytes = 10;
    CivilPeriod found;
    for (std::size_t at = 0; at + kDayBytes <= name.size(); ++at) {
        const auto is_digit = [&](std::size_t i) {
            return i < name.size() && name[i] >= '0' && name[i] <= '9';
        };
        if ((at > 0 && is_digit(at - 1)) || is_digit(at + kDayBytes)) continue;
        if (name[at + 4] != '-') continue;
        const auto day = parse_iso_date(name.substr(at, kDayBytes));
        if (!day) continue;
        if (found.known()) return {};
        found = *day;
    }
    return found;
}

}  // namespace

Extracted MarkdownExtractor::extract(const Input& input) const {
    Document document;
    const Decoded decoded = decode_text(input.bytes, {});
    if (decoded.repaired > 0) {
        document.origin.warnings.push_back("read as " + decoded.charset + ": " +
                                           std::to_string(decoded.repaired) +
                                           " ill-formed sequences became U+FFFD");
    }
    BlockText out;
    const std::string_view body = read_front_matter(decoded.text, document);
    read_definitions(body, document);
    render(body, out, document.origin.warnings);
    if (document.title.empty()) document.title = out.first_heading();
    out.finish(document.text, document.segments);
    if (!document.published.known()) document.published = date_in_name(input.uri);
    label_provisions(document);
    if (is_blank(document.text) && !is_blank(document.title)) {
        document.origin.warnings.push_back("the file has a title and no text");
    }
    return document;
}

}  // namespace gazette
