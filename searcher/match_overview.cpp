#include "searcher/match_overview.h"

#include <algorithm>
#include <string_view>

namespace gazette {

// Matches that begin between two checkpoints.
struct Matches::Between {
    Checkpoint from;
    Checkpoint to;
    std::uint32_t first = 0;  // their numbers, [first, end)
    std::uint32_t end = 0;
};

namespace {

// False where it may have one.
bool has_no_token(std::string_view text) {
    constexpr std::string_view kBetween = " \t\n\v\f\r.,;:()[]\"'-*#/";
    return text.find_first_not_of(kBetween) == std::string_view::npos;
}

}  // namespace

Matches::Matches(const StoredDocument& document,
                 const CompiledQuery& query,
                 std::span<const Span> spans,
                 Analyzer& analyzer)
    : document_(document), query_(query), spans_(spans), analyzer_(analyzer) {
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (i == 0 || spans[i].first > last) {
            starts_.push_back(static_cast<std::uint32_t>(i));
            last = spans[i].last;
        }
        last = std::max(last, spans[i].last);
        widest_ = std::max(widest_, spans[i].last - spans[i].first);
    }
}

std::uint32_t Matches::number_of(std::size_t span) const {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), span);
    return static_cast<std::uint32_t>(after - starts_.begin()) - 1;
}

std::uint32_t Matches::beginning_before(std::size_t span) const {
    const auto at = std::lower_bound(starts_.begin(), starts_.end(), span);
    return static_cast<std::uint32_t>(at - starts_.begin());
}

std::uint32_t Matches::first_byte(std::uint32_t match) const {
    return locate(document_, query_, spans_.subspan(starts_.at(match), 1), analyzer_).front().begin;
}

template <class Take>
void Matches::by_checkpoints(const Take& take) const {
    for (std::uint32_t match = 0; match < size();) {
        Between piece;
        piece.from = document_.checkpoint_before(position_of(match));
        piece.to = document_.checkpoint_after_byte(piece.from.byte);
        piece.first = match;
        const bool at_end = piece.to.byte >= document_.text_bytes();
        do {
            ++match;
        } while (match < size() && (at_end || position_of(match) < piece.to.position));
        piece.end = match;
        take(piece);
    }
}

// Whether all tokens between the checkpoints lie in the segment, or outside of all segments, that
// the first one lies in.
bool Matches::in_one_segment(const Between& piece) const {
    // A symbol has the position of the token behind it, which may be the one at the checkpoint.
    if (position_of(piece.first) == piece.from.position) {
        const TextClause& clause = query_.clauses.at(spans_[starts_[piece.first]].clause);
        if (clause.slots.front().symbol) return false;
    }
    const Segment* segment = document_.segment_at(piece.from.byte);
    std::uint32_t border = UINT32_MAX;
    if (segment != nullptr) {
        border = segment->end;
    } else {
        const auto& segments = document_.header().segments;
        const auto next =
            std::partition_point(segments.begin(), segments.end(), [&](const Segment& s) {
                return s.begin <= piece.from.byte;
            });
        if (next != segments.end()) border = next->begin;
    }
    return border >= piece.to.byte || has_no_token(document_.text(border, piece.to.byte));
}

std::vector<std::uint32_t> Matches::by_segment() const {
    const auto& segments = document_.header().segments;
    std::vector<std::uint32_t> counts(segments.size(), 0);
    if (segments.empty()) return counts;
    const auto count_at = [&](std::uint32_t byte, std::uint32_t matches) {
        const Segment* segment = document_.segment_at(byte);
        if (segment != nullptr) counts[static_cast<std::size_t>(segment - &segments[0])] += matches;
    };
    by_checkpoints([&](const Between& piece) {
        if (in_one_segment(piece)) return count_at(piece.from.byte, piece.end - piece.first);
        std::vector<Span> first_spans;
        for (std::uint32_t match = piece.first; match < piece.end; ++match) {
            first_spans.push_back(spans_[starts_[match]]);
        }
        for (const LocatedSpan& span : locate(document_, query_, first_spans, analyzer_)) {
            count_at(span.begin, 1);
        }
    });
    return counts;
}

std::vector<std::uint32_t> Matches::strip() const {
    std::vector<std::uint32_t> slices;
    if (document_.text_bytes() == 0) return slices;
    slices.assign(kStripSlices, 0);
    by_checkpoints([&](const Between& piece) {
        const std::uint64_t bytes = piece.to.byte - piece.from.byte;
        const std::uint64_t positions =
            piece.to.position > piece.from.position ? piece.to.position - piece.from.position : 1;
        for (std::uint32_t match = piece.first; match < piece.end; ++match) {
            const std::uint64_t passed =
                position_of(match) - std::min(position_of(match), piece.from.position);
            const std::uint64_t byte = piece.from.byte + bytes * passed / positions;
            const std::uint64_t slice = byte * kStripSlices / document_.text_bytes();
            ++slices[std::min<std::size_t>(slice, kStripSlices - 1)];
        }
    });
    return slices;
}

Matches::Candidates Matches::near(std::uint32_t begin, std::uint32_t end) const {
    if (spans_.empty()) return {};
    const std::uint32_t first = document_.checkpoint_before_byte(begin).position;
    const std::uint32_t last =
        document_.checkpoint_after_byte(std::max(begin + 1, end) - 1).position;
    const std::uint32_t from = first - std::min(first, widest_);
    const auto at = std::partition_point(
        spans_.begin(), spans_.end(), [&](const Span& span) { return span.first < from; });
    const auto stop = std::partition_point(
        at, spans_.end(), [&](const Span& span) { return span.first <= last; });
    return {static_cast<std::size_t>(at - spans_.begin()),
            static_cast<std::size_t>(stop - spans_.begin())};
}

}  // namespace gazette
