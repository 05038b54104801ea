#include "indexer/segment_terms.h"

#include <algorithm>
#include <utility>

namespace gazette {

SegmentTerms::SegmentTerms(const Document& document, LanguageId language)
    : segments_(document.segments) {
    auto starts = text_units(document, language);
    for (std::size_t unit = 0; unit < kTextUnits; ++unit) {
        units_[unit].starts = std::move(starts[unit]);
    }
}

void SegmentTerms::title_token(const TokenView& token) {
    for (Unit& unit : units_) {
        if (!unit.places.empty()) return;
        unit.places.push_back(place_of(token.position, token.token_class == TokenClass::symbol));
    }
}

void SegmentTerms::token(const TokenView& token) {
    std::uint32_t place = place_of(token.position, token.token_class == TokenClass::symbol);
    // "5 %. $5": both symbols stand before the second 5. The end of a sentence lies behind the
    // first of them at the latest.
    if (any_token_ && place <= last_place_) place = last_place_ + 1;
    for (Unit& unit : units_) {
        bool begins = !any_token_;
        while (unit.next < unit.starts.size() && unit.starts[unit.next] <= token.begin) {
            ++unit.next;
            begins = true;
        }
        if (begins && (unit.places.empty() || unit.places.back() < place)) {
            unit.places.push_back(place);
        }
    }
    while (segment_ < segments_.size() && segments_[segment_].end <= token.begin) {
        end_segment();
        ++segment_;
    }
    const bool inside = segment_ < segments_.size() && segments_[segment_].begin <= token.begin;
    if (inside && !in_segment_) begin_segment(place);
    any_token_ = true;
    last_place_ = place_of(token.position, token.token_class == TokenClass::symbol);
}

void SegmentTerms::begin_segment(std::uint32_t place) {
    Edges& edges = edges_[static_cast<std::size_t>(segments_[segment_].kind)];
    in_segment_ = true;
    if (!edges.begins.empty() && edges.begins.back() == place) {
        edges.ends.pop_back();  // they meet between symbols of one position: taken for one
    } else {
        edges.begins.push_back(place);
    }
}

void SegmentTerms::end_segment() {
    if (!in_segment_) return;
    Edges& edges = edges_[static_cast<std::size_t>(segments_[segment_].kind)];
    edges.ends.push_back(std::max(edges.begins.back(), last_place_));
    in_segment_ = false;
}

std::vector<std::pair<std::string, std::vector<std::uint32_t>>> SegmentTerms::take() {
    end_segment();
    std::vector<std::pair<std::string, std::vector<std::uint32_t>>> terms;
    const auto add = [&](std::string term, std::vector<std::uint32_t>& places) {
        if (!places.empty()) terms.emplace_back(std::move(term), std::move(places));
    };
    for (std::size_t unit = 0; unit < kTextUnits; ++unit) {
        add(unit_term(static_cast<TextUnit>(unit)), units_[unit].places);
    }
    for (std::size_t kind = 0; kind < kSegmentKinds; ++kind) {
        add(segment_begin_term(static_cast<SegmentKind>(kind)), edges_[kind].begins);
        add(segment_end_term(static_cast<SegmentKind>(kind)), edges_[kind].ends);
    }
    return terms;
}

}  // namespace gazette
