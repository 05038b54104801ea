#include "indexer/extract/odt.h"

#include "indexer/extract/block_text.h"
#include "indexer/extract/office_metadata.h"
#include "indexer/extract/office_package.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using Gap = BlockText::Gap;

class OdtReader {
  public:
    OdtReader(BlockText& out, std::vector<pugi::xml_node>& notes) : out_(out), notes_(notes) {}

    void read(const pugi::xml_node& root) {
        walk_below(
            root,
            [this](const pugi::xml_node& node) { return enter(node); },
            [this](const pugi::xml_node& node) { leave(node); });
    }

  private:
    bool enter(const pugi::xml_node& node) {
        if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
            if (paragraphs_ > 0) out_.flow(node.value());
            return false;
        }
        const std::string_view name = local_name(node);
        static constexpr std::string_view kSkipped[] = {"tracked-changes",
                                                        "table-of-content",
                                                        "annotation",
                                                        "sequence-decls",
                                                        "forms",
                                                        "desc",
                                                        "title",
                                                        "ruby-text",
                                                        "bookmark-start"};
        if (std::find(std::begin(kSkipped), std::end(kSkipped), name) != std::end(kSkipped)) {
            return false;
        }
        if (name == "note") {
            notes_.push_back(child_of(node, "note-body"));
            return false;
        }
        if (name == "p" || name == "h") begin_paragraph(name == "h");
        if (name == "s" || name == "tab") out_.gap(Gap::space);
        if (name == "line-break") out_.line_break();
        if (name == "table") out_.gap(cells_ > 0 ? Gap::line : Gap::paragraph);
        if (name == "table-row") {
            out_.gap(Gap::line);
            row_start_ = out_.size();
        }
        if (name == "table-cell") {
            if (out_.size() > row_start_) out_.replace_gap(Gap::cell);
            ++cells_;
            at_cell_start_ = true;
        }
        return true;
    }

    void leave(const pugi::xml_node& node) {
        const std::string_view name = local_name(node);
        if (name == "p" || name == "h") {
            if (in_heading_) out_.end_heading();
            in_heading_ = false;
            --paragraphs_;
            out_.gap(cells_ > 0 ? Gap::line : Gap::paragraph);
        }
        if (name == "table-cell") --cells_;
        if (name == "table-row") out_.replace_gap(Gap::line);
        if (name == "table" && cells_ == 0) out_.gap(Gap::paragraph);
    }

    void begin_paragraph(bool heading) {
        if (!(cells_ > 0 && at_cell_start_)) out_.gap(cells_ > 0 ? Gap::line : Gap::paragraph);
        at_cell_start_ = false;
        ++paragraphs_;
        if (heading && cells_ == 0 && !in_heading_) {
            out_.begin_heading({});
            in_heading_ = true;
        }
    }

    BlockText& out_;
    std::vector<pugi::xml_node>& notes_;
    std::size_t row_start_ = 0;
    std::size_t cells_ = 0;
    std::size_t paragraphs_ = 0;  // open ones: text between them is indentation
    bool at_cell_start_ = false;
    bool in_heading_ = false;
};

}  // namespace

Extracted OdtExtractor::extract(const Input& input) const {
    auto opened = OfficePackage::open(input.bytes,
                                      [](std::string_view name) { return name.ends_with(".xml"); });
    if (auto* rejection = std::get_if<Rejection>(&opened)) return std::move(*rejection);
    auto& package = std::get<OfficePackage>(opened);
    Document document;
    pugi::xml_document manifest;
    package.load("META-INF/manifest.xml", manifest);
    if (manifest.select_node("//*[local-name()='encryption-data']")) {
        return Rejection{RejectionCode::locked, "its parts are encrypted"};
    }
    pugi::xml_document tree;
    if (!package.load("content.xml", tree)) {
        return Rejection{RejectionCode::damaged, "an OpenDocument file without content.xml"};
    }
    pugi::xml_document meta;
    if (package.load("meta.xml", meta)) {
        read_office_metadata(child_of(meta.document_element(), "meta"), false, document);
    }
    BlockText body;
    std::vector<pugi::xml_node> notes;
    const pugi::xml_node content = child_of(tree.document_element(), "body");
    OdtReader(body, notes).read(content);
    if (document.title.empty()) document.title = body.first_heading();
    body.finish(document.text, document.segments);
    // A note in a note comes behind it.
    BlockText note_text;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        const pugi::xml_node note = notes[i];
        note_text.gap(Gap::paragraph);
        OdtReader(note_text, notes).read(note);
    }
    std::string more;
    std::vector<Segment> none;
    note_text.finish(more, none);
    if (!more.empty()) {
        if (!document.text.empty()) document.text += "\n\n";
        Segment segment;
        segment.id = "_footnotes";
        segment.label = "Footnotes";
        segment.begin = static_cast<std::uint32_t>(document.text.size());
        document.text += more;
        segment.end = static_cast<std::uint32_t>(document.text.size());
        document.segments.push_back(std::move(segment));
    }
    document.origin.warnings = package.warnings();
    if (is_blank(document.text)) {
        return Rejection{RejectionCode::empty, "the document has no text"};
    }
    return document;
}

}  // namespace gazette
