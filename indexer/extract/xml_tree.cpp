#include "indexer/extract/xml_tree.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/entities.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>

namespace gazette {
namespace {

// Of <?xml ... encoding="..."?>, in bytes of any set that has ASCII in it.
std::string declared_encoding(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 300);
    const std::size_t begin = head.find("<?xml");
    if (begin == std::string_view::npos || begin > 8) return {};
    const std::string_view declaration =
        head.substr(begin, std::min(head.find("?>", begin), head.size()) - begin);
    std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos) return {};
    at = declaration.find_first_of("\"'", at);
    if (at == std::string_view::npos) return {};
    const std::size_t end = declaration.find(declaration[at], at + 1);
    if (end == std::string_view::npos) return {};
    return std::string(declaration.substr(at + 1, end - at - 1));
}

// Many characters outside ASCII, all of them well-formed UTF-8, are no accident in another set.
bool is_surely_utf8(std::string_view bytes) {
    const Utf8Census census = utf8_census(bytes);
    return census.ill_formed == 0 && census.multibyte >= 2;
}

std::string decode(std::string_view bytes, std::vector<std::string>& warnings) {
    std::string declared = declared_encoding(bytes);
    const bool has_mark = bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") ||
                          bytes.starts_with("\xFE\xFF");
    if (!declared.empty() && !has_mark && is_surely_utf8(bytes)) {
        std::string lower = declared;
        std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        if (lower != "utf-8" && lower != "utf8") {
            std::size_t none = 0;
            warnings.push_back("declared as " + repair_utf8(declared, none) + ", read as utf-8");
        }
        declared = "utf-8";
    }
    Decoded decoded = decode_text(bytes, declared);
    if (decoded.repaired > 0) {
        warnings.push_back("read as " + decoded.charset + ": " + std::to_string(decoded.repaired) +
                           " ill-formed sequences became U+FFFD");
    }
    return std::move(decoded.text);
}

bool is_blank_byte(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// XML has no NUL and no control characters; a parser would end at the first NUL.
void blank_controls(std::string& text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 && !is_blank_byte(c)) c = ' ';
    }
}

// pugixml leaves references alone that XML does not define.
void resolve_entities(XmlTree& tree) {
    EntityDecoder decoder;
    std::size_t unknown = 0;
    std::string example;
    const auto resolve = [&](std::string_view value) -> std::string {
        std::string resolved = decoder.decode(value);
        const std::size_t at = resolved.find('&');
        if (at != std::string::npos) {
            const std::size_t end = resolved.find(';', at);
            if (end != std::string::npos && end - at > 1 && end - at < 40 &&
                resolved.find_first_of(" \n<&", at + 1) > end) {
                ++unknown;
                if (example.empty()) example = resolved.substr(at, end - at + 1);
            }
        }
        return resolved;
    };
    walk_xml(
        tree.document,
        [&](pugi::xml_node& node) {
            if (node.type() == pugi::node_pcdata &&
                std::string_view(node.value()).find('&') != std::string_view::npos) {
                const std::string resolved = resolve(node.value());
                if (resolved != node.value()) node.set_value(resolved.c_str());
            }
            return true;
        },
        [](const pugi::xml_node&) {});
    if (unknown > 0) {
        tree.warnings.push_back("entities that no DTD was read for stay as written in " +
                                std::to_string(unknown) + " places, the first " + example);
    }
}

}  // namespace

bool load_xml(std::string_view bytes, XmlTree& tree, Rejection& problem) {
    tree.text = decode(bytes, tree.warnings);
    blank_controls(tree.text);
    const auto tags = static_cast<std::size_t>(std::count(tree.text.begin(), tree.text.end(), '<'));
    if (tags > extract_limits::kMaxXmlTags) {
        problem = {RejectionCode::too_large,
                   std::to_string(tags) + " tags, more than " +
                       std::to_string(extract_limits::kMaxXmlTags)};
        return false;
    }
    const unsigned options = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                             pugi::parse_wconv_attribute | pugi::parse_ws_pcdata | pugi::parse_pi;
    const pugi::xml_parse_result result =
        tree.document.load_buffer(tree.text.data(), tree.text.size(), options, pugi::encoding_utf8);
    if (!tree.root()) {
        problem = {RejectionCode::damaged,
                   std::string("no XML element can be read: ") + result.description()};
        return false;
    }
    if (!result) {
        const auto at = std::min(
            static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), tree.text.size());
        tree.rest = at;
        tree.warnings.push_back("damaged: the XML can be read up to byte " + std::to_string(at) +
                                " of " + std::to_string(tree.text.size()) + " only (" +
                                result.description() + ")");
    }
    resolve_entities(tree);
    return true;
}

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view attribute_of(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& attribute : node.attributes()) {
        std::string_view full = attribute.name();
        const std::size_t colon = full.rfind(':');
        if (colon != std::string_view::npos) full.remove_prefix(colon + 1);
        if (full == name) return trim_space(attribute.value());
    }
    return {};
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() == pugi::node_element && local_name(child) == name) return child;
    }
    return {};
}

pugi::xml_node descendant_named(const pugi::xml_node& node, std::string_view name) {
    pugi::xml_node found;
    walk_xml(
        node,
        [&](const pugi::xml_node& at) {
            if (!found && at != node && at.type() == pugi::node_element && local_name(at) == name) {
                found = at;
            }
            return !found;
        },
        [](const pugi::xml_node&) {});
    return found;
}

pugi::xml_node next_element(const pugi::xml_node& node) {
    pugi::xml_node next = node.next_sibling();
    while (next && next.type() != pugi::node_element) next = next.next_sibling();
    return next;
}

pugi::xml_node child_at(pugi::xml_node node, std::string_view path) {
    while (node && !path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        node = child_named(node, path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return node;
}

namespace {

bool ends_a_block(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "p",      "ti",   "sti",    "np",      "txt",     "title",  "item",  "li",
        "td",     "th",   "tr",     "num",     "heading", "para",   "block", "cell",
        "alinea", "text", "number", "pnumber", "enum",    "header",
    };
    std::string lower(name);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return std::find(std::begin(kNames), std::end(kNames), lower) != std::end(kNames);
}

}  // namespace

std::string text_below(const pugi::xml_node& node) {
    std::string text;
    walk_xml(
        node,
        [&](const pugi::xml_node& at) {
            if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) {
                text += at.value();
            } else if (at.type() == pugi::node_element && !at.first_child()) {
                text += ' ';
            }
            return true;
        },
        [&](const pugi::xml_node& at) {
            if (at.type() == pugi::node_element && ends_a_block(local_name(at))) text += ' ';
        });
    return collapse_space(text);
}

std::string text_at(const pugi::xml_node& node, std::string_view path) {
    return text_below(child_at(node, path));
}

}  // namespace gazette
