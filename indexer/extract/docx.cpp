#include "indexer/extract/docx.h"

#include "indexer/extract/block_text.h"
#include "indexer/extract/office_metadata.h"
#include "indexer/extract/office_package.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace gazette {
namespace {

using Gap = BlockText::Gap;

// What styles.xml says of paragraph styles.
struct Styles {
    std::unordered_set<std::string> headings;
    std::unordered_set<std::string> titles;
    std::unordered_set<std::string> contents;  // of a table of contents
};

Styles read_styles(OfficePackage& package) {
    Styles styles;
    pugi::xml_document tree;
    if (!package.load("word/styles.xml", tree)) return styles;
    for (const pugi::xml_node& style : tree.document_element().children()) {
        if (local_name(style) != "style") continue;
        const std::string id(attribute_of(style, "styleId"));
        std::string name(attribute_of(child_of(style, "name"), "val"));
        for (char& c : name) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        const pugi::xml_node outline = child_of(child_of(style, "pPr"), "outlineLvl");
        // Level 9 is body text.
        const bool outlined = outline && attribute_of(outline, "val") != "9";
        if (name.starts_with("heading") || outlined) styles.headings.insert(id);
        if (name == "title") styles.titles.insert(id);
        if (name.starts_with("toc ")) styles.contents.insert(id);
    }
    return styles;
}

class WordReader {
  public:
    WordReader(const Styles& styles, BlockText& out) : styles_(styles), out_(out) {}

    void read(const pugi::xml_node& root) {
        walk_below(
            root,
            [this](const pugi::xml_node& node) { return enter(node); },
            [this](const pugi::xml_node& node) { leave(node); });
    }
    const std::string& title() const { return title_; }

  private:
    bool enter(const pugi::xml_node& node) {
        const std::string_view name = local_name(node);
        // Deleted or moved away by a tracked change; instructions of fields; what an older reader
        // is to show instead.
        static constexpr std::string_view kSkipped[] = {"del",
                                                        "moveFrom",
                                                        "instrText",
                                                        "delText",
                                                        "delInstrText",
                                                        "Fallback",
                                                        "rPr",
                                                        "pPr",
                                                        "tblPr",
                                                        "tcPr",
                                                        "trPr",
                                                        "sectPr",
                                                        "sdtPr",
                                                        "sdtEndPr",
                                                        "sym",
                                                        "ruby",
                                                        "footnoteRef",
                                                        "endnoteRef"};
        if (name == "ruby") {
            // The reading of a character is not part of the text.
            read(child_of(node, "rubyBase"));
            return false;
        }
        if (std::find(std::begin(kSkipped), std::end(kSkipped), name) != std::end(kSkipped)) {
            return false;
        }
        if (name == "sdt" && is_contents(node)) return false;
        if (name == "p") return begin_paragraph(node);
        if (name == "tbl") out_.gap(Gap::paragraph);
        if (name == "tr") begin_row();
        if (name == "tc") begin_cell();
        if (name == "t") {
            for (const pugi::xml_node& text : node.children()) out_.flow(text.value());
            return false;
        }
        if (name == "tab" || name == "ptab") out_.gap(Gap::space);
        if (name == "br" || name == "cr") out_.line_break();
        if (name == "noBreakHyphen") out_.flow("-");
        return true;
    }

    void leave(const pugi::xml_node& node) {
        const std::string_view name = local_name(node);
        if (name == "p") end_paragraph();
        if (name == "tc" && cells_ > 0) --cells_;
        if (name == "tr") out_.replace_gap(Gap::line);
        if (name == "tbl" && cells_ == 0) out_.gap(Gap::paragraph);
    }

    static bool is_contents(const pugi::xml_node& sdt) {
        const pugi::xml_node gallery =
            child_of(child_of(child_of(sdt, "sdtPr"), "docPartObj"), "docPartGallery");
        return attribute_of(gallery, "val") == "Table of Contents";
    }

    bool begin_paragraph(const pugi::xml_node& node) {
        const pugi::xml_node properties = child_of(node, "pPr");
        const std::string style(attribute_of(child_of(properties, "pStyle"), "val"));
        if (styles_.contents.contains(style)) return false;
        const pugi::xml_node outline = child_of(properties, "outlineLvl");
        const bool heading =
            styles_.headings.contains(style) || (outline && attribute_of(outline, "val") != "9");
        if (!(cells_ > 0 && at_cell_start_)) out_.gap(cells_ > 0 ? Gap::line : Gap::paragraph);
        at_cell_start_ = false;
        if (title_.empty() && styles_.titles.contains(style)) title_ = title_text(node);
        if (heading && cells_ == 0 && !in_heading_) {
            out_.begin_heading({});
            in_heading_ = true;
        }
        return true;
    }

    void end_paragraph() {
        if (in_heading_) out_.end_heading();
        in_heading_ = false;
        out_.gap(cells_ > 0 ? Gap::line : Gap::paragraph);
    }

    std::string title_text(const pugi::xml_node& paragraph) {
        BlockText text;
        const Styles none;
        WordReader reader(none, text);
        reader.read(paragraph);
        std::string out;
        std::vector<Segment> segments;
        text.finish(out, segments);
        return collapse_space(out);
    }

    void begin_row() {
        out_.gap(Gap::line);
        row_start_ = out_.size();
    }

    void begin_cell() {
        if (out_.size() > row_start_) out_.replace_gap(Gap::cell);
        ++cells_;
        at_cell_start_ = true;
    }

    const Styles& styles_;
    BlockText& out_;
    std::string title_;
    std::size_t row_start_ = 0;
    std::size_t cells_ = 0;  // open ones
    bool at_cell_start_ = false;
    bool in_heading_ = false;
};

// The part that the package's relations name as the document; "word/document.xml" otherwise.
std::string main_part(OfficePackage& package) {
    pugi::xml_document relations;
    if (package.load("_rels/.rels", relations)) {
        for (const pugi::xml_node& relation : relations.document_element().children()) {
            if (!attribute_of(relation, "Type").ends_with("/officeDocument")) continue;
            std::string_view target = attribute_of(relation, "Target");
            if (target.starts_with('/')) target.remove_prefix(1);
            if (package.part(target) != nullptr) return std::string(target);
        }
    }
    return "word/document.xml";
}

bool is_word_part(std::string_view name) {
    return name.ends_with(".xml") || name.ends_with(".rels");
}

// Notes: separators between text and notes are no text.
void read_notes(OfficePackage& package,
                const std::string& part,
                const Styles& styles,
                BlockText& out) {
    pugi::xml_document tree;
    if (!package.load(part, tree)) return;
    for (const pugi::xml_node& note : tree.document_element().children()) {
        const std::string_view type = attribute_of(note, "type");
        if (type == "separator" || type == "continuationSeparator" ||
            type == "continuationNotice") {
            continue;
        }
        out.gap(Gap::paragraph);
        WordReader(styles, out).read(note);
    }
}

// Heads and feet, each text once.
void read_edges(OfficePackage& package, const Styles& styles, BlockText& out) {
    std::unordered_set<std::string> seen;
    std::vector<std::string> names;
    for (const auto& [name, bytes] : package.parts()) {
        if (name.starts_with("word/header") || name.starts_with("word/footer")) {
            names.push_back(name);
        }
    }
    for (const std::string& name : names) {
        pugi::xml_document tree;
        if (!package.load(name, tree)) continue;
        BlockText edge;
        WordReader(styles, edge).read(tree.document_element());
        std::string text;
        std::vector<Segment> segments;
        edge.finish(text, segments);
        if (text.empty() || !seen.insert(text).second) continue;
        out.gap(Gap::paragraph);
        out.preformatted(text);
        out.gap(Gap::paragraph);
    }
}

// What was written into `out` since it had `begin` bytes, as a segment.
void add_segment(std::size_t begin,
                 std::string id,
                 SegmentKind kind,
                 std::string label,
                 std::uint32_t page,
                 const std::string& text,
                 std::size_t end,
                 std::vector<Segment>& segments) {
    while (begin < end && (text[begin] == '\n' || text[begin] == ' ')) ++begin;
    if (begin >= end) return;
    Segment segment;
    segment.id = std::move(id);
    segment.kind = kind;
    segment.label = std::move(label);
    segment.page = page;
    segment.begin = static_cast<std::uint32_t>(begin);
    segment.end = static_cast<std::uint32_t>(end);
    segments.push_back(std::move(segment));
}

void read_core_properties(OfficePackage& package, Document& document) {
    pugi::xml_document core;
    if (package.load("docProps/core.xml", core)) {
        read_office_metadata(core.document_element(), false, document);
    }
}

void take_warnings(const OfficePackage& package, Document& document) {
    document.origin.warnings.insert(
        document.origin.warnings.end(), package.warnings().begin(), package.warnings().end());
}

}  // namespace

Extracted DocxExtractor::extract(const Input& input) const {
    auto opened = OfficePackage::open(input.bytes, is_word_part);
    if (auto* rejection = std::get_if<Rejection>(&opened)) return std::move(*rejection);
    auto& package = std::get<OfficePackage>(opened);
    Document document;
    const Styles styles = read_styles(package);
    pugi::xml_document tree;
    if (!package.load(main_part(package), tree)) {
        return Rejection{RejectionCode::damaged, "a Word document without word/document.xml"};
    }
    read_core_properties(package, document);
    BlockText body;
    WordReader reader(styles, body);
    reader.read(tree);
    if (document.title.empty()) document.title = reader.title();
    if (document.title.empty()) document.title = body.first_heading();
    body.finish(document.text, document.segments);
    const auto append = [&](const char* id, const char* label, const auto& write) {
        BlockText more;
        write(more);
        std::string text;
        std::vector<Segment> none;
        more.finish(text, none);
        if (text.empty()) return;
        if (!document.text.empty()) document.text += "\n\n";
        const std::size_t begin = document.text.size();
        document.text += text;
        add_segment(begin,
                    id,
                    SegmentKind::section,
                    label,
                    0,
                    document.text,
                    document.text.size(),
                    document.segments);
    };
    append("_footnotes", "Footnotes", [&](BlockText& out) {
        read_notes(package, "word/footnotes.xml", styles, out);
    });
    append("_endnotes", "Endnotes", [&](BlockText& out) {
        read_notes(package, "word/endnotes.xml", styles, out);
    });
    append(
        "_edges", "Headers and footers", [&](BlockText& out) { read_edges(package, styles, out); });
    take_warnings(package, document);
    if (is_blank(document.text)) {
        return Rejection{RejectionCode::empty, "the document has no text"};
    }
    return document;
}

Extracted PptxExtractor::extract(const Input& input) const {
    auto opened = OfficePackage::open(input.bytes, is_word_part);
    if (auto* rejection = std::get_if<Rejection>(&opened)) return std::move(*rejection);
    auto& package = std::get<OfficePackage>(opened);
    Document document;
    read_core_properties(package, document);
    static constexpr std::string_view kSlide = "ppt/slides/slide";
    std::map<unsigned, std::string> slides;
    for (const auto& [name, bytes] : package.parts()) {
        if (!name.starts_with(kSlide)) continue;
        unsigned number = 0;
        const char* const begin = name.data() + kSlide.size();
        const auto [end, error] = std::from_chars(begin, name.data() + name.size(), number);
        if (error == std::errc() && std::string_view(end) == ".xml") slides[number] = name;
    }
    for (const auto& [number, name] : slides) {
        pugi::xml_document tree;
        package.load(name, tree);
        BlockText slide;
        const Styles no_styles;
        WordReader(no_styles, slide).read(tree);
        std::string text;
        std::vector<Segment> none;
        slide.finish(text, none);
        if (text.empty()) continue;
        if (!document.text.empty()) document.text += "\n\n";
        const std::size_t begin = document.text.size();
        document.text += text;
        add_segment(begin,
                    "p" + std::to_string(number),
                    SegmentKind::page,
                    "Slide " + std::to_string(number),
                    number,
                    document.text,
                    document.text.size(),
                    document.segments);
        if (document.title.empty()) {
            document.title = text.substr(0, std::min(text.find('\n'), text.size()));
        }
    }
    take_warnings(package, document);
    if (is_blank(document.text)) {
        return Rejection{RejectionCode::empty, "the presentation has no text"};
    }
    return document;
}

Extracted OleExtractor::extract(const Input& input) const {
    // Names in the directory of a compound file are UTF-16.
    const auto names = [&](std::string_view name) {
        std::string wide;
        for (const char c : name) {
            wide += c;
            wide += '\0';
        }
        return input.bytes.find(wide) != std::string::npos;
    };
    if (names("EncryptedPackage")) {
        return Rejection{RejectionCode::locked, "an encrypted Office document"};
    }
    const char* what = "an old Office document or another compound file";
    if (names("WordDocument")) what = "an old Word document (.doc)";
    if (names("Workbook")) what = "an old Excel workbook (.xls)";
    if (names("PowerPoint Document")) what = "an old PowerPoint presentation (.ppt)";
    if (names("__properties_version1.0")) what = "an Outlook message (.msg)";
    return Rejection{RejectionCode::unsupported_format,
                     std::string("cannot read ") + what + ": save it in a newer format"};
}

}  // namespace gazette
