#include "indexer/extract/epub.h"

#include "indexer/extract/block_text.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/html_body.h"
#include "indexer/extract/office_metadata.h"
#include "indexer/extract/office_package.h"
#include "indexer/extract/utf8.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace gazette {
namespace {

bool is_needed(std::string_view name) {
    for (const std::string_view suffix :
         {".xml", ".opf", ".xhtml", ".html", ".htm", ".xht", ".XHTML", ".HTML", ".HTM"}) {
        if (name.ends_with(suffix)) return true;
    }
    return false;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                            hex_value(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

// "OEBPS/content.opf" and "../text/1.xhtml#top" -> "text/1.xhtml".
std::string resolved(std::string_view base, std::string_view href) {
    const std::string path = percent_decoded(href.substr(0, href.find('#')));
    const std::size_t slash = base.rfind('/');
    std::string full = slash == std::string_view::npos || path.starts_with('/')
                           ? path
                           : std::string(base.substr(0, slash + 1)) + path;
    std::vector<std::string> parts;
    std::size_t at = 0;
    while (at <= full.size()) {
        const std::size_t end = std::min(full.find('/', at), full.size());
        const std::string part = full.substr(at, end - at);
        if (part == "..") {
            if (!parts.empty()) parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.push_back(part);
        }
        at = end + 1;
    }
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : "/") + part;
    return out;
}

// The package document that the container names, or any there is.
std::string package_part(OfficePackage& package) {
    pugi::xml_document container;
    if (package.load("META-INF/container.xml", container)) {
        const pugi::xpath_node root = container.select_node("//*[local-name()='rootfile']");
        std::string path(attribute_of(root.node(), "full-path"));
        if (package.part(path) != nullptr) return path;
    }
    for (const auto& [name, bytes] : package.parts()) {
        if (name.ends_with(".opf")) return name;
    }
    return {};
}

struct Chapters {
    std::vector<std::string> parts;
    std::vector<std::string> missing;
};

Chapters chapters_of(const OfficePackage& package,
                     const std::string& opf,
                     const pugi::xml_node& root) {
    struct Item {
        std::string part;
        bool is_navigation = false;
    };
    std::unordered_map<std::string, Item> items;
    for (const pugi::xml_node& item : child_of(root, "manifest").children()) {
        if (item.type() != pugi::node_element) continue;
        const std::string properties = " " + std::string(attribute_of(item, "properties")) + " ";
        items[std::string(attribute_of(item, "id"))] = {
            resolved(opf, attribute_of(item, "href")),
            properties.find(" nav ") != std::string::npos};
    }
    Chapters chapters;
    for (const pugi::xml_node& reference : child_of(root, "spine").children()) {
        if (reference.type() != pugi::node_element) continue;
        const auto item = items.find(std::string(attribute_of(reference, "idref")));
        if (item == items.end() || item->second.is_navigation) continue;
        const bool is_there = package.part(item->second.part) != nullptr;
        (is_there ? chapters.parts : chapters.missing).push_back(item->second.part);
    }
    return chapters;
}

}  // namespace

Extracted EpubExtractor::extract(const Input& input) const {
    auto opened = OfficePackage::open(input.bytes, is_needed);
    if (auto* rejection = std::get_if<Rejection>(&opened)) return std::move(*rejection);
    auto& package = std::get<OfficePackage>(opened);
    const std::string opf = package_part(package);
    pugi::xml_document tree;
    if (opf.empty() || !package.load(opf, tree)) {
        return Rejection{RejectionCode::damaged, "a book without a package document (.opf)"};
    }
    if (const std::string* keys = package.part("META-INF/encryption.xml")) {
        // Fonts may be obfuscated in a book that is open to read.
        if (keys->find("xhtml") != std::string::npos) {
            return Rejection{RejectionCode::locked, "its chapters are encrypted"};
        }
    }
    Document document;
    read_office_metadata(child_of(tree.document_element(), "metadata"), true, document);
    const Chapters chapters = chapters_of(package, opf, tree.document_element());
    BlockText out;
    std::unordered_map<std::string, int> seen;
    for (const std::string& part : chapters.parts) {
        if (seen[part]++ > 0) continue;
        const std::string& bytes = *package.part(part);
        const Decoded decoded = decode_text(bytes, charset_of_markup(bytes));
        out.gap(BlockText::Gap::paragraph);
        write_html_body(decoded.text, out, document.origin.warnings);
        out.gap(BlockText::Gap::paragraph);
    }
    for (const std::string& part : chapters.missing) {
        document.origin.warnings.push_back("partial: the chapter " + part + " is missing");
    }
    if (document.title.empty()) document.title = out.first_heading();
    out.finish(document.text, document.segments);
    document.origin.warnings.insert(
        document.origin.warnings.end(), package.warnings().begin(), package.warnings().end());
    if (is_blank(document.text)) return Rejection{RejectionCode::empty, "the book has no text"};
    return document;
}

}  // namespace gazette
