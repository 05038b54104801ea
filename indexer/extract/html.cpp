#include "indexer/extract/html.h"

#include "indexer/extract/block_text.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/html_content.h"
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/html_strip.h"
#include "indexer/extract/html_text.h"
#include "indexer/extract/law_page.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// Browsers look no further for a declaration (HTML standard, 13.2.3.2, says 1024 bytes; real
// pages put it later).
constexpr std::size_t kDeclarationBytes = 8192;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
}

// The value after "charset=" (of a meta element, in either form) or "encoding=" (of an XML
// declaration) at the beginning of the page.
std::string_view declared_charset(std::string_view html) {
    std::string head(html.substr(0, kDeclarationBytes));
    for (char& c : head) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const bool xml = head.starts_with("<?xml");
    for (const std::string_view name : {"charset", "encoding"}) {
        std::size_t at = 0;
        while ((at = head.find(name, at)) != std::string::npos) {
            at += name.size();
            std::size_t value = head.find_first_not_of(" \t\r\n", at);
            if (value == std::string::npos || head[value] != '=') continue;
            value = head.find_first_not_of(" \t\r\n\"'", value + 1);
            if (value == std::string::npos) break;
            // Not of a script or a form: of a meta element or the XML declaration.
            const std::size_t tag = head.rfind('<', at);
            const bool meta = tag != std::string::npos && head.compare(tag, 5, "<meta") == 0;
            const bool declaration = tag == 0 && xml && name == "encoding";
            std::size_t end = value;
            while (end < head.size() && is_name_character(head[end])) ++end;
            if ((meta && name == "charset") || declaration) return html.substr(value, end - value);
        }
    }
    return {};
}

// Below this share of what a page shows, links aside, a person is told what was judged to be the
// site around the text.
constexpr double kUnremarkableShare = 0.5;

struct Kept {
    std::uint32_t all = 0;
    std::uint32_t kept = 0;
};

// Bytes of text, white space aside.
Kept bytes_kept(const HtmlPage& page, const MainContent& content, bool with_links) {
    const auto bytes = [&page, with_links](std::uint32_t index) {
        return page[index].text_bytes - (with_links ? 0 : page[index].link_bytes);
    };
    Kept sum{bytes(0), bytes(content.root)};
    for (std::uint32_t i = content.root; i < page[content.root].end;) {
        const bool out = content.left_out[i] && !page[i].dropped;
        if (out) sum.kept -= bytes(i);
        i = out || page[i].dropped ? page[i].end : i + 1;
    }
    return sum;
}

// How much of the page is not in the text is always in the metadata.
void say_what_is_left_out(const HtmlPage& page, const MainContent& content, Document& document) {
    const Kept text = bytes_kept(page, content, true);
    if (text.kept < text.all) {
        MetadataWriter metadata;
        metadata.add_json("left_out_bytes", std::to_string(text.all - text.kept));
        document.metadata_json = joined_metadata(document.metadata_json, metadata.json());
    }
    const Kept plain = bytes_kept(page, content, false);
    if (plain.kept >= kUnremarkableShare * plain.all) return;
    document.origin.warnings.push_back(
        "kept " + std::to_string(plain.kept) + " of " + std::to_string(plain.all) +
        " bytes of the page's text: the rest is navigation, comments or other pages");
}

bool is_in_page(const HtmlPage& page, std::string_view text) {
    // Titles stand at the beginning.
    static constexpr std::size_t kBeginBytes = 20000;
    const auto plain = [](std::string_view with_spaces) {
        std::string out;
        for (const char c : collapse_space(with_spaces)) {
            if (c != ' ') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        return out;
    };
    // Less says nothing: a number is on many a page.
    static constexpr std::size_t kMinBytes = 12;
    const std::string wanted = plain(text);
    return wanted.size() >= kMinBytes &&
           plain(text_of(page, 0, kBeginBytes)).find(wanted) != std::string::npos;
}

// Sites of laws have one <title> for all of them, or a number: such a title does not stand in the
// page.
void title_law(const HtmlPage& page, Document& document) {
    if (!document.title.empty() && is_in_page(page, document.title)) return;
    std::string above = title_above_law(page);
    if (above.empty()) return;
    if (!document.title.empty()) {
        MetadataWriter metadata;
        metadata.add_text("stated_title", document.title);
        document.metadata_json = joined_metadata(metadata.json(), document.metadata_json);
    }
    document.title = std::move(above);
}

void read_tree(std::string_view html, Document& document) {
    const HtmlPage page(html);
    const LinkedData linked = read_metadata(page, document);
    BlockText out;
    MainContent content = find_main_content(page, linked);
    if (content.is_law) title_law(page, document);
    write_text(page, content.root, content.left_out, content.is_law, out);
    if (out.empty()) {
        content = whole_page(page);
        write_text(page, content.root, content.left_out, content.is_law, out);
    }
    say_what_is_left_out(page, content, document);
    if (document.title.empty()) document.title = out.first_heading();
    out.finish(document.text, document.segments);
}

}  // namespace

Extracted HtmlExtractor::extract(const Input& input) const {
    Document document;
    // The transport's word comes first (HTML standard, 13.2.3.2).
    Decoded decoded = decode_text(input.bytes, input.facts.charset);
    if (!decoded.declared) decoded = decode_text(input.bytes, declared_charset(input.bytes));
    if (decoded.repaired > 0) {
        document.origin.warnings.push_back("read as " + decoded.charset + ": " +
                                           std::to_string(decoded.repaired) +
                                           " ill-formed sequences became U+FFFD");
    }
    const std::string reason = why_no_html_tree(decoded.text);
    if (reason.empty()) {
        read_tree(decoded.text, document);
    } else {
        document.origin.warnings.push_back("read by stripping tags: " + reason);
        BlockText out;
        strip_tags(decoded.text, out, document.title);
        if (document.title.empty()) document.title = out.first_heading();
        out.finish(document.text, document.segments);
    }
    if (is_blank(document.text) && !is_blank(document.title)) {
        document.origin.warnings.push_back("the page has a title and no text");
    }
    return document;
}

}  // namespace gazette
