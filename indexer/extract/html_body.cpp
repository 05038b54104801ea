#include "indexer/extract/html_body.h"

#include "indexer/extract/html_content.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/html_strip.h"
#include "indexer/extract/html_text.h"

#include <algorithm>

namespace gazette {
void write_html_body(std::string_view html, BlockText& out, std::vector<std::string>& warnings) {
    if (const std::string why = why_no_html_tree(html); !why.empty()) {
        warnings.push_back("HTML in it is read by stripping tags: " + why);
        std::string title;
        strip_tags(html, out, title);
        return;
    }
    const HtmlPage page(html);
    const MainContent whole = whole_page(page);
    write_text(page, whole.root, whole.left_out, whole.is_law, out);
}

std::string_view charset_of_markup(std::string_view html) {
    static constexpr std::size_t kDeclarationBytes = 1024;
    std::string head(html.substr(0, kDeclarationBytes));
    for (char& c : head) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const bool xml = head.starts_with("<?xml");
    std::size_t at = xml ? head.find("encoding=") : head.find("charset=");
    if (at == std::string::npos) return {};
    at = head.find('=', at) + 1;
    at = std::min(head.find_first_not_of("\"' ", at), head.size());
    const std::size_t end = std::min(head.find_first_of("\"' ?>;/", at), head.size());
    return html.substr(at, end - at);
}

}  // namespace gazette
