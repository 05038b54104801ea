#include "indexer/text_units.h"

#include "indexer/analysis/paragraphs.h"
#include "indexer/analysis/sentences.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace gazette {
namespace {

using Offsets = std::vector<std::uint32_t>;

Offsets offsets_of(const std::vector<std::size_t>& starts) {
    Offsets offsets;
    offsets.reserve(starts.size());
    for (const std::size_t start : starts) {
        if (start > 0) offsets.push_back(static_cast<std::uint32_t>(start));
    }
    return offsets;
}

Offsets merged(const Offsets& a, const Offsets& b) {
    Offsets all;
    all.reserve(a.size() + b.size());
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    return all;
}

bool divides(SegmentKind kind) {
    return kind != SegmentKind::page && kind != SegmentKind::quoted;
}

Offsets section_starts(const std::vector<Segment>& segments) {
    Offsets starts;
    const auto add = [&](std::uint32_t start) {
        if (start > 0 && (starts.empty() || starts.back() < start)) starts.push_back(start);
    };
    bool after_heading = false;
    for (const Segment& segment : segments) {
        if (!divides(segment.kind)) continue;
        const bool heading = segment.kind == SegmentKind::heading;
        if (heading || !after_heading) add(segment.begin);
        // What follows the last segment, or stands between it and the next, is a section too.
        if (!heading) add(segment.end);
        after_heading = heading;
    }
    return starts;
}

}  // namespace

std::array<Offsets, kTextUnits> text_units(const Document& document, LanguageId language) {
    Offsets sections = section_starts(document.segments);
    Offsets paragraphs = merged(offsets_of(paragraph_starts(document.text)), sections);
    Offsets sentences = merged(offsets_of(sentence_starts(document.text, language)), paragraphs);
    return {std::move(sentences), std::move(paragraphs), std::move(sections)};
}

}  // namespace gazette
