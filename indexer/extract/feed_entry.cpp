#include "indexer/extract/feed_entry.h"

#include "indexer/extract/entities.h"
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/html_strip.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kMaxKeywordBytes = 4096;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

// Names by which an element is asked for: modules by their usual prefix, the feed's own elements
// without one, whatever prefix the feed gives them.
std::string asked_name(const pugi::xml_node& element) {
    const std::string name = lower(element.name());
    const std::size_t colon = name.find(':');
    if (colon == std::string::npos) return name;
    static constexpr std::string_view kModules[] = {
        "admin", "app",     "cc",         "content", "creativecommons",
        "dc",    "dcterms", "feedburner", "georss",  "googleplay",
        "gd",    "itunes",  "media",      "slash",   "sy",
        "taxo",  "thr",     "trackback",  "wfw",     "xhtml",
    };
    const std::string_view prefix = std::string_view(name).substr(0, colon);
    const bool is_module =
        std::find(std::begin(kModules), std::end(kModules), prefix) != std::end(kModules);
    return is_module ? name : name.substr(colon + 1);
}

std::string attribute_of(const pugi::xml_node& element, std::string_view name) {
    for (const pugi::xml_attribute& attribute : element.attributes()) {
        if (lower(attribute.name()) == name) return attribute.value();
    }
    return {};
}

pugi::xml_node child_of(const pugi::xml_node& parent, std::string_view name) {
    for (const pugi::xml_node& child : parent.children()) {
        if (child.type() == pugi::node_element && asked_name(child) == name) return child;
    }
    return {};
}

// All text below, markup aside.
std::string text_below(const pugi::xml_node& element) {
    std::string text;
    pugi::xml_node node = element.first_child();
    while (node) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
            text += node.value();
        }
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node && node != element && !node.next_sibling()) node = node.parent();
        if (!node || node == element) break;
        node = node.next_sibling();
    }
    return text;
}

class StringWriter : public pugi::xml_writer {
  public:
    explicit StringWriter(std::string& out) : out_(out) {}
    void write(const void* data, std::size_t size) override {
        out_.append(static_cast<const char*>(data), size);
    }

  private:
    std::string& out_;
};

// The markup inside. Prefixes of XHTML are taken off, for a parser of HTML.
std::string markup_below(pugi::xml_node element) {
    std::string markup;
    StringWriter writer(markup);
    for (pugi::xml_node child : element.children()) {
        child.print(writer, "", pugi::format_raw | pugi::format_no_empty_element_tags);
    }
    for (const std::string_view prefix : {"<xhtml:", "</xhtml:"}) {
        for (std::size_t at = 0; (at = markup.find(prefix, at)) != std::string::npos; ++at) {
            markup.erase(at + prefix.size() - 6, 6);
        }
    }
    return markup;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '&':
                out += "&amp;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

// Plain text -> HTML that keeps its paragraphs.
std::string paragraphs(std::string_view text) {
    std::string out = "<p>";
    bool line_is_empty = false;
    for (const char c : escaped(text)) {
        if (c == '\n') {
            if (line_is_empty) out += "</p><p>";
            line_is_empty = true;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            line_is_empty = false;
        }
        out += c;
    }
    return out + "</p>";
}

std::string from_base64(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int have = 0;
    for (const char c : text) {
        static constexpr std::string_view kSigns =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const std::size_t value = kSigns.find(c);
        if (value == std::string_view::npos) continue;
        bits = (bits << 6 | static_cast<unsigned>(value)) & 0xFFFFFFu;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out += static_cast<char>(bits >> have & 0xFFu);
        }
    }
    std::size_t repaired = 0;
    return repair_utf8(out, repaired);
}

bool has_elements(const pugi::xml_node& element) {
    return std::any_of(element.begin(), element.end(), [](const pugi::xml_node& child) {
        return child.type() == pugi::node_element;
    });
}

// A text construct of Atom, or a text of RSS -> HTML. RSS does not say what its texts are: they
// are HTML, as its readers take them.
std::string html_of(const pugi::xml_node& element, bool is_atom) {
    if (!element) return {};
    const std::string type = lower(attribute_of(element, "type"));
    const std::string mode = lower(attribute_of(element, "mode"));
    if (has_elements(element)) return markup_below(element);
    std::string text = text_below(element);
    const bool is_text_type = type.starts_with("text/") || type.ends_with("xml") || type.empty();
    if (mode == "base64" || (is_atom && type.find('/') != std::string::npos && !is_text_type)) {
        text = from_base64(text);
        // Pictures and sounds are no text.
        if (text.find(std::string(kReplacement)) != std::string::npos) return {};
    }
    EntityDecoder entities;
    if (type == "text" || type == "text/plain") return paragraphs(entities.decode(text));
    const bool is_plain = is_atom && mode != "base64" && (type.empty() || mode == "xml");
    return is_plain ? paragraphs(entities.decode(text)) : text;
}

// HTML -> a line of plain text.
std::string plain_of(std::string_view html) {
    BlockText block;
    std::string title;
    std::string text;
    std::vector<Segment> segments;
    strip_tags(html, block, title);
    block.finish(text, segments);
    return collapse_space(text);
}

std::string line_of(const pugi::xml_node& element, bool is_atom) {
    return element ? plain_of(html_of(element, is_atom)) : std::string();
}

std::string plain_line_of(const pugi::xml_node& element) {
    EntityDecoder entities;
    return element ? collapse_space(entities.decode(text_below(element))) : std::string();
}

std::string first_line(const pugi::xml_node& parent,
                       std::initializer_list<std::string_view> names,
                       bool is_atom) {
    for (const std::string_view name : names) {
        std::string line = line_of(child_of(parent, name), is_atom);
        if (!line.empty()) return line;
    }
    return {};
}

std::string date_of(const pugi::xml_node& parent, std::initializer_list<std::string_view> names) {
    std::string unread;
    for (const std::string_view name : names) {
        const std::string text = plain_line_of(child_of(parent, name));
        if (text.empty()) continue;
        if (const auto period = parse_page_date(text)) return to_string(*period);
        if (unread.empty()) unread = text;
    }
    return unread;
}

// Of the nearest element around that has one; an empty one takes back what is outside.
std::string language_around(pugi::xml_node element) {
    for (; element; element = element.parent()) {
        if (const pugi::xml_attribute lang = element.attribute("xml:lang")) {
            return std::string(trim_space(lang.value()));
        }
    }
    return {};
}

bool is_url(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

std::string link_of(const pugi::xml_node& element) {
    std::string other;
    for (const pugi::xml_node& child : element.children()) {
        if (child.type() != pugi::node_element || asked_name(child) != "link") continue;
        const std::string href = attribute_of(child, "href");
        if (href.empty()) {
            const std::string text = plain_line_of(child);
            if (!text.empty()) return text;
            continue;
        }
        const std::string rel = lower(attribute_of(child, "rel"));
        if (rel.empty() || rel == "alternate") return std::string(trim_space(href));
        if (other.empty() && rel != "self" && rel != "enclosure") other = href;
    }
    if (other.empty()) other = attribute_of(element, "href");  // CDF
    return other;
}

void add_keyword(std::string& keywords, std::string_view word) {
    if (word.empty() || keywords.size() + word.size() > kMaxKeywordBytes) return;
    if (!keywords.empty()) keywords += ", ";
    keywords += word;
}

std::string author_of(const pugi::xml_node& element, bool is_atom) {
    const pugi::xml_node author = child_of(element, "author");
    const std::string name = line_of(child_of(author, "name"), is_atom);
    if (!name.empty()) return name;
    std::string person = first_line(element, {"dc:creator", "itunes:author"}, false);
    if (person.empty() && author && !has_elements(author)) person = plain_line_of(author);
    return person;
}

// The full text, wherever a feed puts it.
pugi::xml_node content_of(const pugi::xml_node& element) {
    for (const std::string_view name :
         {"content:encoded", "content", "xhtml:body", "body", "fullitem", "xhtml:div", "div"}) {
        const pugi::xml_node child = child_of(element, name);
        if (child && child.first_child()) return child;
    }
    return {};
}

pugi::xml_node summary_of(const pugi::xml_node& element) {
    for (const std::string_view name : {"description",
                                        "summary",
                                        "abstract",
                                        "dc:description",
                                        "dcterms:abstract",
                                        "itunes:summary",
                                        "media:description"}) {
        const pugi::xml_node child = child_of(element, name);
        if (child && child.first_child()) return child;
    }
    return {};
}

}  // namespace

std::string local_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    return lower(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

FeedEntry read_feed_entry(const pugi::xml_node& element) {
    FeedEntry entry;
    const bool is_atom = local_name(element.name()) == "entry";
    entry.title = first_line(element, {"title", "dc:title", "media:title"}, is_atom);
    entry.link = link_of(element);
    const pugi::xml_node guid = child_of(element, "guid");
    entry.id = plain_line_of(guid ? guid : child_of(element, "id"));
    if (entry.id.empty()) entry.id = plain_line_of(child_of(element, "dc:identifier"));
    if (entry.id.empty()) entry.id = collapse_space(attribute_of(element, "rdf:about"));
    const bool permanent = guid && lower(attribute_of(guid, "ispermalink")) != "false";
    if (entry.link.empty() && permanent && is_url(entry.id)) entry.link = entry.id;
    if (entry.link.empty()) entry.link = attribute_of(element, "rdf:about");
    entry.author = author_of(element, is_atom);
    entry.published = date_of(element,
                              {"pubdate",
                               "published",
                               "issued",
                               "dcterms:issued",
                               "dc:date",
                               "created",
                               "dcterms:created",
                               "date"});
    entry.modified = date_of(element, {"updated", "modified", "dcterms:modified"});
    entry.rights = first_line(element, {"rights", "dc:rights", "copyright"}, is_atom);
    for (const pugi::xml_node& child : element.children()) {
        const std::string name = asked_name(child);
        if (name != "category" && name != "dc:subject") continue;
        std::string word = collapse_space(attribute_of(child, "label"));
        if (word.empty()) word = collapse_space(attribute_of(child, "term"));
        if (word.empty()) word = plain_line_of(child);
        add_keyword(entry.keywords, word);
    }
    const pugi::xml_node content = content_of(element);
    const pugi::xml_node summary = summary_of(element);
    entry.body = html_of(content, is_atom);
    entry.summary = line_of(summary, is_atom);
    const bool only_summary = plain_of(entry.body).empty();
    if (only_summary) entry.body = html_of(summary, is_atom);
    entry.lang = language_around(only_summary ? (summary ? summary : element) : content);
    if (entry.lang.empty()) entry.lang = plain_line_of(child_of(element, "dc:language"));
    return entry;
}

FeedFacts read_feed_facts(const pugi::xml_node& element) {
    FeedFacts facts;
    const bool is_atom = local_name(element.name()) == "feed";
    facts.title = first_line(element, {"title", "dc:title"}, is_atom);
    facts.rights = first_line(element, {"rights", "dc:rights", "copyright"}, is_atom);
    facts.publisher = first_line(element, {"dc:publisher"}, false);
    facts.lang = plain_line_of(child_of(element, "language"));
    if (facts.lang.empty()) facts.lang = plain_line_of(child_of(element, "dc:language"));
    if (facts.lang.empty()) facts.lang = language_around(element);
    return facts;
}

}  // namespace gazette
