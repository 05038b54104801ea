// Element names: OASIS Akoma Ntoso Version 1.0 Part 2, section 3 (namespace .../ns/akn/3.0).
#include "indexer/extract/akoma_ntoso.h"

#include "indexer/extract/akoma_ntoso_metadata.h"
#include "indexer/extract/dates.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/law_reader.h"
#include "indexer/extract/list_numbers.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

namespace gazette {
namespace {

template <std::size_t kCount>
bool is_one_of(std::string_view name, const std::string_view (&list)[kCount]) {
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

constexpr std::string_view kHierarchy[] = {
    "alinea",     "article",     "book",    "chapter",      "clause",       "crossHeading",
    "division",   "hcontainer",  "indent",  "level",        "list",         "paragraph",
    "part",       "point",       "proviso", "rule",         "section",      "subchapter",
    "subclause",  "subdivision", "sublist", "subparagraph", "subpart",      "subrule",
    "subsection", "subtitle",    "title",   "tome",         "transitional",
};
constexpr std::string_view kBlocks[] = {
    "p",
    "block",
    "blockContainer",
    "blockList",
    "listIntroduction",
    "listWrapUp",
    "intro",
    "wrapUp",
    "longTitle",
    "docTitle",
    "docNumber",
    "recital",
    "recitals",
    "citation",
    "citations",
    "formula",
    "preamble",
    "preface",
    "conclusions",
    "table",
    "ul",
    "ol",
    "toc",
    "container",
    "signature",
    "speech",
    "question",
    "answer",
    "scene",
    "narrative",
    "summary",
    "address",
    "debateSection",
    "introduction",
    "background",
    "arguments",
    "remedies",
    "motivation",
    "decision",
    "header",
    "interstitial",
    "div",
    "foreign",
    "caption",
    "docDate",
};

class AkomaNtosoReader : public LawReader {
  public:
    explicit AkomaNtosoReader(std::string lang) : lang_(std::move(lang)) {}

  protected:
    void begin(const pugi::xml_node& element, std::string_view name, Frame& frame) override {
        if (name == "meta" || name.starts_with("JOLUX") || name == "noteRef" || name == "img" ||
            name == "rdf" || name == "jolux") {
            frame.role = Role::skip;
        } else if (is_one_of(name, kHierarchy)) {
            hierarchy(element, name, frame);
        } else if (name == "quotedStructure" || name == "embeddedStructure") {
            frame.role = Role::block;
            enter_quoted(frame, id_of(element));
        } else if (name == "attachment" || name == "component" || name == "annex") {
            frame.role = Role::block;
            frame.is_note_place = true;
            enter_provision(frame, {id_of(element), annex_label(element), SegmentKind::annex});
            annexes_.push_back(text_.label());
        } else if (name == "num") {
            frame.role = Role::number;
            if (headed_by_number(element)) {
                // A heading behind it goes on with the same line, and ends it.
                const std::string_view next = local_name(next_element(element));
                if (next == "heading" || next == "subheading") {
                    text_.begin_heading();
                } else {
                    enter_heading(frame);
                }
            }
        } else if (name == "heading" || name == "subheading") {
            frame.role = Role::block;
            if (!is_quoted() && !in_list(element)) enter_heading(frame);
        } else if (name == "authorialNote") {
            frame.role = Role::note;
        } else if (name == "li" || name == "item") {
            item(element, name, frame);
        } else if (name == "tr") {
            frame.role = Role::line;
        } else if (name == "td" || name == "th") {
            frame.role = Role::cell;
        } else if (name == "br" || name == "eol") {
            text_.line_break();
            frame.role = Role::skip;
        } else if (name == "del") {
            enter_deleted(frame);
        } else if (name == "speech" || name == "question" || name == "answer") {
            speech(element, frame);
        } else if (name == "recital" && !text_at(element, "num").empty()) {
            frame.role = Role::block;
            enter_provision(frame,
                            {id_of(element),
                             numbered_label("recital", bare_number(text_at(element, "num")), lang_),
                             SegmentKind::paragraph});
        } else if (name == "ol" || name == "ul" || name == "blockList") {
            frame.role = Role::block;
            lists_.push_back(list_of(element, name));
        } else if (is_one_of(name, kBlocks)) {
            frame.role = Role::block;
        }
        add_language(element, frame);
    }

    void end(const pugi::xml_node& element, std::string_view name) override {
        (void)element;
        if ((name == "attachment" || name == "component" || name == "annex") && !annexes_.empty()) {
            annexes_.pop_back();
        }
        if ((name == "ol" || name == "ul" || name == "blockList") && !lists_.empty()) {
            lists_.pop_back();
        }
    }

  private:
    struct List {
        std::string symbol;  // "1.", "a)", ...: of items that bring no number; empty for none
        unsigned next = 1;
    };

    static std::string id_of(const pugi::xml_node& element) {
        for (const std::string_view name : {"eId", "id", "wId"}) {
            const std::string_view id = attribute_of(element, name);
            if (!id.empty()) return std::string(id);
        }
        return {};
    }

    static bool in_list(const pugi::xml_node& element) {
        const std::string_view parent = local_name(element.parent());
        return parent == "item" || parent == "li";
    }

    // Numbers of articles and of what holds articles are headings; those of paragraphs are not.
    bool headed_by_number(const pugi::xml_node& element) {
        if (is_quoted()) return false;
        const std::string_view parent = local_name(element.parent());
        if (!is_one_of(parent, kHierarchy)) return false;
        return text_.kind() == SegmentKind::article || text_.kind() == SegmentKind::section ||
               text_.kind() == SegmentKind::annex;
    }

    std::string with_annex(std::string label) const {
        if (annexes_.empty() || annexes_.back().empty()) return label;
        return annexes_.back() + ", " + label;
    }

    void hierarchy(const pugi::xml_node& element, std::string_view name, Frame& frame) {
        frame.role = Role::block;
        if (is_quoted()) return;
        const std::string number_line = text_at(element, "num");
        const bool below_article =
            text_.kind() == SegmentKind::article || text_.kind() == SegmentKind::paragraph;
        if (below_article) {
            if (number_line.empty()) return;
            const std::string number = bare_number(number_line);
            if (number.empty()) return;
            enter_provision(
                frame, {id_of(element), label_with(text_.label(), number), SegmentKind::paragraph});
            return;
        }
        const bool is_article = name == "article" || name == "rule" ||
                                ((name == "section" || name == "paragraph" || name == "clause") &&
                                 !number_line.empty() && !descendant_named(element, "article") &&
                                 !child_named(element, "section"));
        std::string label = citation_of(number_line);
        if (label.empty()) {
            label = name == "article" ? numbered_label("article", {}, lang_)
                                      : text_at(element, "heading");
        } else if (std::all_of(label.begin(),
                               label.end(),
                               [](char c) {
                                   return (c >= '0' && c <= '9') || c == '.' || c == '(' ||
                                          c == ')';
                               }) ||
                   label.size() <= 3) {
            label = numbered_label(name, bare_number(label), lang_);
        }
        if (label.empty()) return;
        frame.is_note_place = is_article;
        enter_provision(frame,
                        {id_of(element),
                         with_annex(std::move(label)),
                         is_article ? SegmentKind::article : SegmentKind::section});
    }

    std::string annex_label(const pugi::xml_node& element) const {
        for (const char* path : {"num",
                                 "heading",
                                 "doc/preface/docTitle",
                                 "doc/preface/longTitle",
                                 "doc/mainBody/num",
                                 "doc/preface",
                                 "mainBody/heading"}) {
            const std::string text = citation_of(text_at(element, path));
            if (!text.empty() && text.size() <= 120) return text;
        }
        return numbered_label("annex", {}, lang_);
    }

    static List list_of(const pugi::xml_node& element, std::string_view name) {
        List list;
        if (name != "ol") return list;
        list.symbol = std::string(attribute_of(element, "symbol"));
        if (list.symbol.empty()) list.symbol = "1.";
        const std::string start(attribute_of(element, "start"));
        if (!start.empty() && start.size() < 6 &&
            std::all_of(start.begin(), start.end(), [](char c) { return c >= '0' && c <= '9'; })) {
            list.next = static_cast<unsigned>(std::stoi(start));
        }
        return list;
    }

    void item(const pugi::xml_node& element, std::string_view name, Frame& frame) {
        frame.role = Role::line;
        std::string number = bare_number(text_at(element, "num"));
        std::string shown;
        if (name == "li" && number.empty() && !lists_.empty() && !lists_.back().symbol.empty()) {
            std::string symbol = lists_.back().symbol;
            const std::string own(attribute_of(element, "symbol"));
            // An item's own symbol is its number where the list's is only a style.
            if (symbol == "custom" || (!own.empty() && symbol != own && symbol == "1.")) {
                shown = own;
            } else {
                shown = number_by_symbol(symbol, lists_.back().next++);
            }
            number = bare_number(shown);
        }
        if (!number.empty() && !is_quoted() && !text_.label().empty() &&
            text_.kind() != SegmentKind::section) {
            text_.gap(BlockText::Gap::line);
            enter_provision(
                frame, {id_of(element), label_with(text_.label(), number), SegmentKind::paragraph});
        }
        if (!shown.empty()) {
            text_.gap(BlockText::Gap::line);
            write_number(shown);
        }
    }

    void speech(const pugi::xml_node& element, Frame& frame) {
        frame.role = Role::block;
        const std::string from = text_at(element, "from");
        if (!from.empty()) {
            enter_provision(frame, {id_of(element), from, SegmentKind::section});
        }
    }

    void add_language(const pugi::xml_node& element, Frame& frame) {
        if (frame.has_provision) return;
        const auto tag = canonical_language_tag(attribute_of(element, "lang"));
        if (!tag || *tag == lang_ || *tag == "und" || frame.role != Role::block) return;
        enter_provision(frame, {id_of(element), text_.label(), text_.kind(), *tag});
    }

    std::string lang_;
    std::vector<std::string> annexes_;
    std::vector<List> lists_;
};

std::string kind_of(std::string_view name) {
    if (name == "act" || name == "bill" || name == "officialGazette" || name == "amendment" ||
        name == "amendmentList") {
        return "law";
    }
    if (name == "judgment" || name == "judgement") return "case";
    if (name == "debate" || name == "debateReport" || name == "debateRecord") return "debate";
    return {};
}

// Editorial notes stand in the metadata; they are text that people read.
void write_notes_of(const pugi::xml_node& meta, AkomaNtosoReader& reader) {
    for (const pugi::xml_node& notes : meta.children()) {
        if (local_name(notes) != "notes") continue;
        for (const pugi::xml_node& note : notes.children()) {
            if (local_name(note) != "note") continue;
            std::string marker(attribute_of(note, "marker"));
            reader.text().enter({std::string(attribute_of(note, "id")),
                                 marker.empty() ? "Note" : "Note " + marker,
                                 SegmentKind::paragraph});
            reader.text().gap(BlockText::Gap::paragraph);
            for (const pugi::xml_node& child : note.children()) reader.read(child);
            reader.text().gap(BlockText::Gap::paragraph);
            reader.text().leave();
        }
    }
}

// Of the document and of each that is attached to it.
void write_notes(const pugi::xml_node& root, AkomaNtosoReader& reader) {
    std::vector<pugi::xml_node> metas;
    walk_xml(
        root,
        [&](const pugi::xml_node& node) {
            if (local_name(node) != "meta") return true;
            metas.push_back(node);
            return false;
        },
        [](const pugi::xml_node&) {});
    for (const pugi::xml_node& meta : metas) write_notes_of(meta, reader);
}

}  // namespace

Extracted AkomaNtosoExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    Document document;
    pugi::xml_node main;
    for (const pugi::xml_node& child : tree.root().children()) {
        if (child.type() == pugi::node_element && !main) main = child;
    }
    if (!main) return Rejection{RejectionCode::empty, "the akomaNtoso element holds nothing"};
    document.kind = kind_of(local_name(main));
    const pugi::xml_node meta = child_named(main, "meta");
    // The title on the page before that in the metadata.
    for (const char* name : {"docTitle", "longTitle", "shortTitle"}) {
        for (const char* part : {"preface", "coverPage", "preamble"}) {
            const pugi::xml_node title = descendant_named(child_named(main, part), name);
            if (title && document.title.empty()) document.title = text_below(title);
        }
    }
    read_akoma_ntoso_metadata(meta, document);
    AkomaNtosoReader reader(document.lang);
    for (const pugi::xml_node& part : tree.root().children()) {
        if (part.type() == pugi::node_element) reader.read(part);
    }
    write_notes(tree.root(), reader);
    finish_law(tree, reader.text(), document);
    return document;
}

}  // namespace gazette
