#include "indexer/extract/law_profile.h"

#include "indexer/extract/utf8.h"

#include <algorithm>

namespace gazette {
namespace {

// "12", "12A", "(3)", "IV": a number alone, that does not say of what.
bool is_bare(std::string_view label) {
    if (label.size() > 8 || label.find(' ') != std::string_view::npos) return false;
    if (label.find_first_of("§¶") != std::string_view::npos) return false;
    return label.find_first_of("0123456789") != std::string_view::npos ||
           label.find_first_not_of("IVXLCivxlc().A") == std::string_view::npos;
}

}  // namespace

LawElement ProfileReader::kind_of(std::string_view name, LawElement otherwise) const {
    const auto found = profile_.elements.find(name);
    return found == profile_.elements.end() ? otherwise : found->second;
}

std::string ProfileReader::number_of(const pugi::xml_node& element) const {
    for (const pugi::xml_node& child : element.children()) {
        if (child.type() != pugi::node_element) continue;
        if (kind_of(local_name(child), LawElement::block) == LawElement::number) {
            return text_below(child);
        }
    }
    return {};
}

std::string ProfileReader::heading_of(const pugi::xml_node& element) const {
    for (const pugi::xml_node& child : element.children()) {
        if (child.type() != pugi::node_element) continue;
        if (kind_of(local_name(child), LawElement::block) == LawElement::heading) {
            return text_below(child);
        }
    }
    return {};
}

std::string ProfileReader::id_of(const pugi::xml_node& element, std::string_view /*name*/) const {
    return std::string(attribute_of(element, profile_.id_attribute));
}

std::string ProfileReader::label_of(const pugi::xml_node& element,
                                    std::string_view name,
                                    LawElement kind) const {
    std::string label = citation_of(number_of(element));
    if (label.empty() && kind != LawElement::article) label = citation_of(heading_of(element));
    if (kind == LawElement::recital) {
        const std::string number = bare_number(label);
        return number.empty() ? std::string() : numbered_label("recital", number, lang_);
    }
    const auto word = profile_.words.find(name);
    if (label.empty()) {
        if (kind == LawElement::annex) return numbered_label("annex", {}, lang_);
        return label;
    }
    if (is_bare(label)) {
        const std::string number = bare_number(label);
        label = numbered_label(word == profile_.words.end() ? name : word->second, number, lang_);
    }
    return label;
}

void ProfileReader::provision(const pugi::xml_node& element,
                              std::string_view name,
                              LawElement kind,
                              Frame& frame) {
    frame.role = Role::block;
    if (is_quoted()) return;
    if (kind == LawElement::numbered) {
        const std::string number = bare_number(number_of(element));
        const bool named = !text_.label().empty() && text_.kind() != SegmentKind::section;
        if (number.empty() || !named) return;
        const SegmentKind as =
            text_.kind() == SegmentKind::annex ? SegmentKind::annex : SegmentKind::paragraph;
        enter_provision(frame, {id_of(element, name), label_with(text_.label(), number), as});
        return;
    }
    std::string label = label_of(element, name, kind);
    if (kind == LawElement::annex) {
        frame.is_note_place = true;
        annexes_.push_back(label);
        enter_provision(frame, {id_of(element, name), std::move(label), SegmentKind::annex});
        return;
    }
    if (label.empty()) return;
    if (!annexes_.empty()) label = annexes_.back() + ", " + label;
    frame.is_note_place = kind == LawElement::article || kind == LawElement::recital;
    SegmentKind as = SegmentKind::section;
    if (kind == LawElement::article) as = SegmentKind::article;
    if (kind == LawElement::recital) as = SegmentKind::paragraph;
    enter_provision(frame, {id_of(element, name), std::move(label), as});
}

void ProfileReader::begin(const pugi::xml_node& element, std::string_view name, Frame& frame) {
    if (special(element, name, frame)) return;
    const auto found = profile_.elements.find(name);
    if (found == profile_.elements.end()) return;
    switch (found->second) {
        case LawElement::container:
        case LawElement::article:
        case LawElement::numbered:
        case LawElement::annex:
        case LawElement::recital:
            return provision(element, name, found->second, frame);
        case LawElement::quoted:
            frame.role = Role::block;
            return enter_quoted(frame, id_of(element, name));
        case LawElement::number: {
            frame.role = Role::number;
            const bool names_a_unit =
                !is_quoted() &&
                (text_.kind() == SegmentKind::article || text_.kind() == SegmentKind::section) &&
                !text_.label().empty();
            const LawElement parent = kind_of(local_name(element.parent()), LawElement::block);
            if (!names_a_unit || parent == LawElement::numbered) return;
            const pugi::xml_node next = next_element(element);
            if (next && kind_of(local_name(next), LawElement::block) == LawElement::heading) {
                // It goes on with the same line, and ends it.
                text_.begin_heading();
            } else if (parent == LawElement::container) {
                enter_heading(frame);
            }
            return;
        }
        case LawElement::heading:
            frame.role = Role::block;
            // That of a paragraph stands on its line.
            if (!is_quoted() &&
                kind_of(local_name(element.parent()), LawElement::block) != LawElement::numbered) {
                enter_heading(frame);
            }
            return;
        case LawElement::block:
            frame.role = Role::block;
            return;
        case LawElement::line:
            frame.role = Role::line;
            return;
        case LawElement::cell:
            frame.role = Role::cell;
            return;
        case LawElement::note:
            frame.role = Role::note;
            return;
        case LawElement::deleted:
            return enter_deleted(frame);
        case LawElement::skip:
            frame.role = Role::skip;
            return;
    }
}

void ProfileReader::end(const pugi::xml_node& /*element*/, std::string_view name) {
    if (kind_of(name, LawElement::block) == LawElement::annex && !is_quoted() &&
        !annexes_.empty()) {
        annexes_.pop_back();
    }
}

}  // namespace gazette
