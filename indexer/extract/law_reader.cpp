#include "indexer/extract/law_reader.h"

#include "indexer/extract/html_strip.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <utility>

namespace gazette {

void LawReader::read(const pugi::xml_node& root) {
    walk(root);
    write_notes();
}

void LawReader::walk(const pugi::xml_node& root) {
    walk_xml(
        root,
        [this](const pugi::xml_node& node) { return enter(node); },
        [this](const pugi::xml_node& node) { leave(node); });
}

void LawReader::gap(BlockText::Gap wanted) {
    // In a cell, a block is no new row.
    if (after_number_ || (cells_ > 0 && wanted > BlockText::Gap::cell)) {
        wanted = BlockText::Gap::space;
    }
    text_.gap(wanted);
}

void LawReader::flow(std::string_view text) {
    text_.flow(text);
    if (after_number_ && !is_blank(text)) after_number_ = false;
}

void LawReader::write_number(std::string_view number) {
    flow(number);
    text_.gap(BlockText::Gap::space);
    after_number_ = true;
}

bool LawReader::enter(const pugi::xml_node& node) {
    Frame frame;
    switch (node.type()) {
        case pugi::node_pcdata:
        case pugi::node_cdata:
            flow(node.value());
            break;
        case pugi::node_pi:
            instruction(node);
            break;
        case pugi::node_element:
            begin(node, local_name(node), frame);
            break;
        default:
            break;
    }
    switch (frame.role) {
        case Role::block:
            gap(BlockText::Gap::paragraph);
            break;
        case Role::line:
            gap(BlockText::Gap::line);
            break;
        case Role::cell:
            gap(BlockText::Gap::cell);
            ++cells_;
            break;
        case Role::note:
            notes_.push_back(node);
            break;
        default:
            break;
    }
    frames_.push_back(frame);
    return frame.role != Role::skip && frame.role != Role::note;
}

void LawReader::leave(const pugi::xml_node& node) {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (node.type() != pugi::node_element) return;
    if (frame.role != Role::skip && frame.role != Role::note) end(node, local_name(node));
    if (frame.is_note_place) write_notes();
    if (frame.has_heading) text_.end_heading();
    if (frame.is_deleted && --deleted_ == 0) text_.set_deleted(false);
    if (frame.is_quoted) --quoted_;
    if (frame.has_provision) {
        text_.leave();
        after_number_ = false;
    }
    switch (frame.role) {
        case Role::block:
            after_number_ = false;
            gap(BlockText::Gap::paragraph);
            break;
        case Role::line:
            after_number_ = false;
            gap(BlockText::Gap::line);
            break;
        case Role::cell:
            --cells_;
            gap(BlockText::Gap::cell);
            break;
        case Role::number:
            gap(BlockText::Gap::space);
            after_number_ = true;
            break;
        default:
            break;
    }
}

// A note may hold notes: they come after it.
void LawReader::write_notes() {
    if (in_notes_) return;
    in_notes_ = true;
    for (std::size_t i = 0; i < notes_.size(); ++i) {
        const pugi::xml_node note = notes_[i];
        after_number_ = false;
        text_.gap(BlockText::Gap::paragraph);
        for (const pugi::xml_node& child : note.children()) walk(child);
        after_number_ = false;
        text_.gap(BlockText::Gap::paragraph);
    }
    notes_.clear();
    in_notes_ = false;
}

void LawReader::enter_provision(Frame& frame, Provision provision) {
    if (frame.has_provision) return;
    frame.has_provision = true;
    after_number_ = false;
    text_.enter(std::move(provision));
}

void LawReader::enter_heading(Frame& frame) {
    frame.has_heading = true;
    // It may go on with the heading that its number began.
    if (!text_.in_heading()) after_number_ = false;
    text_.begin_heading();
}

void LawReader::enter_quoted(Frame& frame, std::string id) {
    frame.is_quoted = true;
    ++quoted_;
    std::string label = text_.label();
    // Without one it would have no segment, and could not be told from the act's own words.
    if (label.empty()) label = "—";
    enter_provision(frame, {std::move(id), std::move(label), SegmentKind::quoted});
}

void LawReader::enter_deleted(Frame& frame) {
    frame.is_deleted = true;
    if (deleted_++ == 0) text_.set_deleted(true);
}

Identifier identifier_of(std::string value) {
    const auto is_upper_or_digit = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    std::string scheme = "other";
    if (value.starts_with("ECLI:")) {
        scheme = "ecli";
    } else if (value.find("/resource/celex/") != std::string::npos) {
        value.erase(0, value.rfind('/') + 1);
        scheme = "celex";
    } else if (value.find("/eli/") != std::string::npos) {
        scheme = "eli";
    } else if (value.starts_with("/akn/") || value.find("/akn/") != std::string::npos) {
        scheme = "akn";
    } else if (value.starts_with("http://") || value.starts_with("https://")) {
        scheme = "url";
    } else if (value.size() >= 8 && value[0] >= '0' && value[0] <= '9' &&
               std::all_of(value.begin() + 1,
                           value.begin() + 5,
                           [](char c) { return c >= '0' && c <= '9'; }) &&
               value[5] >= 'A' && value[5] <= 'Z' && is_upper_or_digit(value[6])) {
        scheme = "celex";
    }
    return {std::move(scheme), std::move(value)};
}

void add_identifier(Document& document, Identifier identifier) {
    if (is_blank(identifier.value)) return;
    auto& all = document.identifiers;
    if (std::find(all.begin(), all.end(), identifier) == all.end()) {
        all.push_back(std::move(identifier));
    }
}

void add_relation(Document& document, Relation relation) {
    // Some acts cite thousands of others; a search through all of them for each would be slow.
    static constexpr std::size_t kLookBack = 200;
    if (is_blank(relation.target) && is_blank(relation.label)) return;
    auto& all = document.relations;
    const auto begin =
        all.size() > kLookBack ? all.end() - static_cast<std::ptrdiff_t>(kLookBack) : all.begin();
    if (std::find(begin, all.end(), relation) == all.end()) all.push_back(std::move(relation));
}

std::string numbered_label(std::string_view element,
                           std::string_view number,
                           std::string_view lang) {
    struct Word {
        std::string_view element;
        std::string_view lang;
        std::string_view word;
    };
    static constexpr Word kWords[] = {
        {"article", "fr", "Article"},
        {"article", "de", "Artikel"},
        {"article", "es", "Artículo"},
        {"article", "it", "Articolo"},
        {"article", "pt", "Artigo"},
        {"article", "nl", "Artikel"},
        {"annex", "fr", "Annexe"},
        {"annex", "de", "Anhang"},
        {"annex", "es", "Anexo"},
        {"annex", "it", "Allegato"},
        {"annex", "pt", "Anexo"},
        {"annex", "nl", "Bijlage"},
        {"recital", "fr", "Considérant"},
        {"recital", "de", "Erwägungsgrund"},
        {"recital", "es", "Considerando"},
        {"recital", "it", "Considerando"},
        {"recital", "pt", "Considerando"},
        {"recital", "nl", "Overweging"},
    };
    const std::string_view primary = lang.substr(0, lang.find('-'));
    std::string label;
    for (const Word& row : kWords) {
        if (row.element == element && row.lang == primary) label = row.word;
    }
    if (label.empty() && !element.empty()) {
        label = element;
        if (label[0] >= 'a' && label[0] <= 'z') label[0] = static_cast<char>(label[0] - 'a' + 'A');
    }
    if (!number.empty()) label += " " + std::string(number);
    return label;
}

void finish_law(XmlTree& tree, LawText& text, Document& document) {
    if (tree.rest < tree.text.size()) {
        // Nothing that can be read is left out.
        std::string title;
        BlockText& out = text.raw();
        out.gap(BlockText::Gap::paragraph);
        const std::size_t before = out.size();
        strip_tags(std::string_view(tree.text).substr(tree.rest), out, title);
        if (out.size() > before) {
            tree.warnings.push_back(
                "what follows the damaged place is kept as text without its "
                "structure");
        }
    }
    text.finish(document);
    for (std::string& warning : tree.warnings) {
        document.origin.warnings.push_back(std::move(warning));
    }
}

}  // namespace gazette
