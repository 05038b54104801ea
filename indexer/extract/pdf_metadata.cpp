#include "indexer/extract/pdf_metadata.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/line_joiner.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cstring>
#include <pugixml.hpp>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kMaxXmpBytes = 1u << 20;
constexpr std::size_t kMaxFieldBytes = 4096;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool ends_with_suffix_of_file(std::string_view title) {
    static constexpr std::string_view kSuffixes[] = {
        ".doc", ".docx", ".rtf",  ".odt", ".pdf",   ".indd", ".qxd", ".qxp",  ".fm", ".p65",
        ".pmd", ".dvi",  ".html", ".htm", ".xls",   ".xlsx", ".ppt", ".pptx", ".ps", ".eps",
        ".tif", ".tiff", ".jpg",  ".wpd", ".pages", ".tex",  ".txt", ".cdr",  ".ai", ".xml"};
    return std::any_of(std::begin(kSuffixes), std::end(kSuffixes), [&](std::string_view suffix) {
        return title.ends_with(suffix);
    });
}

// "bgbl113073 4165..4268". (Numbers of documents in other scripts stand among words of these.)
bool has_number_in_each_word(std::string_view title) {
    while (!title.empty()) {
        const std::size_t end = std::min(title.find(' '), title.size());
        const std::string_view word = title.substr(0, end);
        const bool ascii = std::all_of(
            word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (!ascii || word.find_first_of("0123456789") == std::string_view::npos) return false;
        title.remove_prefix(std::min(end + 1, title.size()));
    }
    return true;
}

std::string_view stem_of(std::string_view file_name) {
    const std::size_t slash = file_name.find_last_of('/');
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    const std::size_t dot = file_name.find_last_of('.');
    return dot == std::string_view::npos || dot == 0 ? file_name : file_name.substr(0, dot);
}

// Lines of the first page that has text, in much bigger print than the text.
std::string title_of_first_page(const std::vector<PdfPage>& pages) {
    static constexpr double kBigger = 1.25;
    static constexpr std::size_t kMaxBytes = 600;
    static constexpr std::size_t kMaxLines = 5;
    const double body = body_height(pages);
    for (const PdfPage& page : pages) {
        double biggest = 0;
        for (const PdfLine& line : page.lines) {
            const bool words = std::count_if(line.text.begin(), line.text.end(), [](char c) {
                                   return (c < '0' || c > '9') && c != ' ';
                               }) >= 4;
            if (!line.running && line.rotation == 0 && words) {
                biggest = std::max(biggest, line.height);
            }
        }
        if (page.lines.empty()) continue;
        if (biggest < kBigger * body) return {};
        std::string title;
        std::size_t lines = 0;
        const LineJoiner joiner;
        const PdfLine* before = nullptr;
        for (const PdfLine& line : page.lines) {
            const bool big = !line.running && line.rotation == 0 && line.height > 0.93 * biggest;
            const bool near =
                before == nullptr || line.box.top - before->box.bottom < 1.5 * biggest;
            if (!big || !near) {
                if (before != nullptr) break;
                continue;
            }
            joiner.join(title, line.text);
            before = &line;
            if (++lines > kMaxLines || title.size() > kMaxBytes) return {};
        }
        return title;
    }
    return {};
}

std::string_view local_name(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// The value of a property of an rdf:Description: an attribute, an element, or its first list item.
std::string xmp_value(const pugi::xml_node& description, const char* name) {
    if (const pugi::xml_attribute attribute = description.attribute(name)) {
        return collapse_space(attribute.value());
    }
    const pugi::xml_node element = description.child(name);
    for (const pugi::xml_node& list : element) {
        for (const pugi::xml_node& item : list) {
            if (local_name(item.name()) == "li") return collapse_space(item.child_value());
        }
    }
    return collapse_space(element.child_value());
}

struct Xmp {
    std::string title;
    std::string published;
};

Xmp read_xmp(std::string_view packet) {
    Xmp out;
    if (packet.empty() || packet.size() > kMaxXmpBytes) return out;
    pugi::xml_document tree;
    // A packet that is not well-formed says nothing: the document is read all the same.
    if (!tree.load_buffer(packet.data(), packet.size(), pugi::parse_default, pugi::encoding_utf8)) {
        return out;
    }
    const pugi::xpath_node_set found =
        tree.select_nodes("//*[local-name()='RDF']/*[local-name()='Description']");
    for (const pugi::xpath_node& node : found) {
        const pugi::xml_node description = node.node();
        if (out.title.empty()) out.title = xmp_value(description, "dc:title");
        for (const char* name :
             {"prism:publicationDate", "prism:coverDate", "dcterms:issued", "dc:date"}) {
            if (out.published.empty()) out.published = xmp_value(description, name);
        }
    }
    return out;
}

}  // namespace

bool is_junk_title(std::string_view title, std::string_view file_name) {
    const std::string tidy = lower(collapse_space(title));
    static constexpr std::string_view kPrograms[] = {
        "microsoft word - ",
        "microsoft powerpoint - ",
        "microsoft excel - ",
        "microsoft office word - ",
        "untitled",
        "unbenannt",
        "sans titre",
        "sans nom",
        "sin título",
        "sem título",
        "senza titolo",
        "無題",
        "未命名",
        "powerpoint presentation",
        "powerpoint-präsentation",
        "présentation powerpoint",
        "no title",
        "about:blank",
        "file://",
        "http://",
        "https://",
        "print ",
        "slide 1",
        "none",
        "null",
        "(anonymous)",
    };
    if (tidy.size() < 2) return true;
    for (const std::string_view start : kPrograms) {
        if (tidy.starts_with(start) &&
            (start.back() != 'e' || tidy.size() == start.size() || start.size() > 7)) {
            return true;
        }
    }
    if (ends_with_suffix_of_file(tidy) || tidy == lower(stem_of(file_name))) return true;
    // "Document1", "layout 1", "tmp-14096", "A4_0917": a word and a number.
    static constexpr std::string_view kNames[] = {"document",
                                                  "dokument",
                                                  "layout",
                                                  "tmp",
                                                  "temp",
                                                  "page",
                                                  "scan",
                                                  "book",
                                                  "title",
                                                  "test",
                                                  "doc",
                                                  "img",
                                                  "image",
                                                  "slide",
                                                  "presentation",
                                                  "worksheet",
                                                  "sheet",
                                                  "new"};
    const std::size_t letters = tidy.find_first_of("0123456789-_ .");
    const std::string_view word = std::string_view(tidy).substr(0, letters);
    const bool only_number = letters == std::string::npos ||
                             tidy.find_first_not_of("0123456789-_ .", letters) == std::string::npos;
    if (only_number && std::find(std::begin(kNames), std::end(kNames), word) != std::end(kNames)) {
        return true;
    }
    if (has_number_in_each_word(tidy)) return true;
    // No letter at all, or a single "word" with digits and underscores in it: a name of a file.
    const bool has_letter = std::any_of(tidy.begin(), tidy.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    });
    return !has_letter ||
           (tidy.find(' ') == std::string::npos && tidy.find('_') != std::string::npos);
}

std::string iso_day_of_pdf_date(std::string_view date) {
    if (date.starts_with("D:")) date.remove_prefix(2);
    const std::size_t digits = std::min(date.find_first_not_of("0123456789"), date.size());
    std::string iso;
    if (digits >= 8) {
        iso = std::string(date.substr(0, 4)) + "-" + std::string(date.substr(4, 2)) + "-" +
              std::string(date.substr(6, 2));
    } else if (digits == 6) {
        iso = std::string(date.substr(0, 4)) + "-" + std::string(date.substr(4, 2));
    } else if (digits == 4) {
        iso = date.substr(0, 10);
    }
    const auto period = parse_iso_date(iso);
    return period ? to_string(*period) : std::string();
}

void read_pdf_metadata(const std::map<std::string, std::string>& info,
                       std::string_view xmp,
                       const std::vector<PdfPage>& pages,
                       std::string_view file_name,
                       Document& document) {
    const auto value = [&](const char* key) {
        const auto found = info.find(key);
        return found == info.end() ? std::string() : collapse_space(found->second);
    };
    const Xmp packet = read_xmp(xmp);
    MetadataWriter metadata;
    for (const std::string& title : {value("Title"), packet.title}) {
        if (title.empty() || !document.title.empty()) continue;
        if (is_junk_title(title, file_name)) {
            metadata.add_text("file_title", title);
        } else {
            document.title = title;
        }
    }
    if (document.title.empty()) document.title = title_of_first_page(pages);
    const std::pair<const char*, const char*> fields[] = {{"Author", "author"},
                                                          {"Subject", "subject"},
                                                          {"Keywords", "keywords"},
                                                          {"Creator", "creator"},
                                                          {"Producer", "producer"}};
    for (const auto& [key, name] : fields) {
        std::string text = value(key);
        if (text.size() > kMaxFieldBytes) {
            text.resize(code_point_floor(text, kMaxFieldBytes));
            document.origin.warnings.push_back("the field " + std::string(key) +
                                               " is longer than " + std::to_string(kMaxFieldBytes) +
                                               " bytes: shortened");
        }
        if (!text.empty()) metadata.add_text(name, text);
    }
    const std::string created = iso_day_of_pdf_date(value("CreationDate"));
    const std::string modified = iso_day_of_pdf_date(value("ModDate"));
    if (!created.empty()) metadata.add_text("created", created);
    metadata.add_json("pages", std::to_string(pages.size()));
    if (const auto day = parse_iso_date(modified)) document.modified = *day;
    if (const auto day = parse_iso_date(packet.published)) document.published = *day;
    document.metadata_json = metadata.json();
}

}  // namespace gazette
