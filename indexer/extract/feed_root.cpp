#include "indexer/extract/feed_root.h"

#include <algorithm>
#include <string>

namespace gazette {
namespace {

// Behind the XML declaration, comments and the document type, which may hold declarations in
// brackets.
std::string_view from_root(std::string_view text) {
    for (;;) {
        const std::size_t begin = text.find('<');
        if (begin == std::string_view::npos) return {};
        text.remove_prefix(begin);
        std::size_t end = 0;
        if (text.starts_with("<!--")) {
            end = text.find("-->");
        } else if (text.starts_with("<!")) {
            const std::size_t bracket = text.find('[');
            end = text.find('>');
            if (bracket < end) {
                end = text.find(']', bracket);
                if (end != std::string_view::npos) end = text.find('>', end);
            }
        } else if (text.starts_with("<?")) {
            end = text.find("?>");
        } else {
            return text;
        }
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::string_view feed_media_type(std::string_view text) {
    static constexpr std::string_view kRss = "application/rss+xml";
    static constexpr std::string_view kAtom = "application/atom+xml";
    const std::string_view tag = from_root(text);
    if (tag.empty()) return {};
    std::string name(tag.substr(1, std::min<std::size_t>(tag.find_first_of(" \t\r\n/>") - 1, 40)));
    const std::size_t colon = name.find(':');
    if (colon != std::string::npos) name.erase(0, colon + 1);
    for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (name == "rss") return kRss;
    const std::string_view whole_tag = tag.substr(0, tag.find('>'));
    const auto says = [whole_tag](std::string_view piece) {
        return whole_tag.find(piece) != std::string_view::npos;
    };
    if (name == "feed") {
        const bool other = says("xmlns") && !says("purl.org/atom/ns") && !says("2005/Atom") &&
                           !says("atom") && !says("version=");
        return other ? std::string_view() : kAtom;
    }
    if (name == "rdf" && (says("purl.org/rss/") || says("netscape.com/rdf"))) return kRss;
    // CDF, and channels without what should stand around them.
    if (name == "channel") return kRss;
    return {};
}

}  // namespace gazette
