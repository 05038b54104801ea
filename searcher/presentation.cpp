#include "searcher/presentation.h"

#include "searcher/cited_segment.h"
#include "searcher/match/evaluator.h"
#include "searcher/match/locate.h"
#include "searcher/match_overview.h"
#include "searcher/part_documents.h"
#include "searcher/snippet.h"
#include "searcher/xapian_guard.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <string>
#include <utility>

namespace gazette {

namespace {

// One document that was found, opened, with the spans by which it was.
struct Opened {
    StoredDocument stored;
    std::vector<Span> spans;
};

Opened open_document(const IndexSnapshot& index,
                     const DocumentPlace& place,
                     const CompiledQuery& query,
                     Evaluator& evaluator,
                     Analyzer& analyzer,
                     const Deadline* deadline = nullptr) {
    const IndexPart& part = index.parts()[place.part];
    return with_xapian(part.entry.name, [&] {
        PartDocuments documents(part, query, analyzer);
        documents.give_up_at(deadline);
        documents.move_to(place.docid);
        auto spans = evaluator.matching_spans(documents, documents);
        return Opened{documents.stored(), std::move(spans)};
    });
}

Hit hit_of(const Document& document, double score) {
    Hit hit;
    hit.id = document.id;
    hit.title = document.title;
    hit.lang = document.lang;
    hit.kind = document.kind;
    hit.source = document.source;
    hit.collection = document.collection;
    hit.url = document.url;
    hit.date = document.published;
    hit.score = score;
    return hit;
}

// Located spans in three units, numbered by match.
std::vector<TextSpan> measured(const std::vector<LocatedSpan>& spans,
                               const std::vector<TextPlace>& places) {
    std::vector<TextSpan> result;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        result.push_back({{places[2 * i], places[2 * i + 1]}, spans[i].clause, 0});
    }
    return result;
}

std::vector<std::uint32_t> edges_of(const std::vector<LocatedSpan>& spans) {
    std::vector<std::uint32_t> bytes;
    for (const LocatedSpan& span : spans) {
        bytes.push_back(span.begin);
        bytes.push_back(span.end);
    }
    return bytes;
}

// All spans of a hit, but no more than `room` of them.
HitSpans spans_of_hit(const StoredDocument& stored,
                      const CompiledQuery& query,
                      const std::vector<Span>& spans,
                      std::size_t room,
                      const TextMeasures& measures,
                      Analyzer& analyzer) {
    HitSpans result;
    result.total = spans.size();
    const std::span<const Span> listed(spans.data(), std::min(spans.size(), room));
    const auto in_title = title_part(listed, stored.layout());
    const auto in_text = text_part(listed, stored.layout());
    const auto title = locate_in_title(stored, query, in_title, analyzer);
    result.title = measured(title, text_places(stored.header().title, edges_of(title)));
    const Matches title_matches(stored, query, in_title, analyzer);
    for (std::size_t i = 0; i < title.size(); ++i) {
        result.title[i].match = title_matches.number_of(i);
    }
    if (in_text.empty()) return result;
    const auto text = locate(stored, query, in_text, analyzer);
    result.text = measured(text, measures.of(stored)->places(stored, edges_of(text)));
    const Matches text_matches(stored, query, in_text, analyzer);
    for (std::size_t i = 0; i < text.size(); ++i) result.text[i].match = text_matches.number_of(i);
    return result;
}

// The indices of the hits in the order in which they are read: those of a part together and
// ascending, so that its lists are gone through once. With all their spans, in their own order:
// the first ones have the room.
std::vector<std::size_t> reading_order(const std::vector<RetrievedHit>& hits, bool spans) {
    std::vector<std::size_t> order(hits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (spans) return order;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(hits[a].place.part, hits[a].place.docid) <
               std::pair(hits[b].place.part, hits[b].place.docid);
    });
    return order;
}

QueryError request_error(std::string code, std::string message) {
    return {std::move(code), std::move(message), "", {}};
}

// Bytes of the text.
struct Window {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// The last code point boundary at or before `byte`.
std::uint32_t boundary_before(const StoredDocument& stored, std::uint32_t byte) {
    const std::uint32_t begin = byte - std::min<std::uint32_t>(byte, 3);
    const std::string text = stored.text(begin, byte + 1);
    std::uint32_t at = byte;
    while (at > begin && at - begin < text.size() &&
           (static_cast<unsigned char>(text[at - begin]) & 0xC0U) == 0x80U) {
        --at;
    }
    return at;
}

std::variant<Window, QueryError> window_of(const StoredDocument& stored,
                                           const DocumentRequest& request) {
    using request_limits::kMaxTextBytesInAnswer;
    Window window{0, stored.text_bytes()};
    if (request.outline) return Window{};
    if (!request.segment.empty()) {
        const auto& segments = stored.header().segments;
        const auto found = std::find_if(segments.begin(), segments.end(), [&](const Segment& s) {
            return s.id == request.segment;
        });
        if (found == segments.end()) {
            return request_error("segment_not_found", "the document has no segment with this id");
        }
        window = {found->begin, found->end};
    }
    if (request.begin) window.begin = *request.begin;
    if (request.end) window.end = std::min(*request.end, stored.text_bytes());
    if (window.begin > stored.text_bytes() || window.begin > window.end) {
        return request_error("window_out_of_range",
                             "\"begin\" lies behind the end: the text has " +
                                 std::to_string(stored.text_bytes()) + " bytes");
    }
    window = {boundary_before(stored, window.begin), boundary_before(stored, window.end)};
    if (window.end - window.begin > kMaxTextBytesInAnswer) {
        return request_error("text_too_long",
                             "the text has " + std::to_string(stored.text_bytes()) +
                                 " bytes, and one answer gives at most " +
                                 std::to_string(kMaxTextBytesInAnswer) +
                                 ": ask for windows of it with \"begin\" and \"end\"");
    }
    return window;
}

// Whether a window touches a segment, by a byte or, where one of them is empty, by its place.
bool touches(const Window& window, const Segment& segment) {
    if (window.begin == window.end) {
        return segment.begin <= window.begin && window.begin <= segment.end;
    }
    return segment.begin < window.end && window.begin < std::max(segment.end, segment.begin + 1);
}

// Gathers what a document's answer says of its matches.
class DocumentMatches {
  public:
    DocumentMatches(const StoredDocument& stored,
                    const CompiledQuery& query,
                    std::span<const Span> spans,
                    Analyzer& analyzer)
        : stored_(stored),
          query_(query),
          spans_(spans),
          analyzer_(analyzer),
          matches_(stored, query, spans, analyzer) {}

    // Locates what may touch the window; nothing where that is too much.
    bool locate_near(const Window& window) {
        window_ = window;
        if (window.end == 0) return true;  // an outline, or an empty text
        near_ = matches_.near(window.begin, window.end);
        if (near_.end - near_.begin > request_limits::kMaxSpans) return false;
        located_ = locate(
            stored_, query_, spans_.subspan(near_.begin, near_.end - near_.begin), analyzer_);
        return true;
    }

    // Those that touch the window, numbered by match.
    std::vector<TextSpan> spans(const TextMeasure& measure) const {
        std::vector<LocatedSpan> touching;
        std::vector<std::uint32_t> numbers;
        for (std::size_t i = 0; i < located_.size(); ++i) {
            if (located_[i].begin >= window_.end || located_[i].end <= window_.begin) continue;
            touching.push_back(located_[i]);
            numbers.push_back(matches_.number_of(near_.begin + i));
        }
        auto result = measured(touching, measure.places(stored_, edges_of(touching)));
        for (std::size_t i = 0; i < result.size(); ++i) result[i].match = numbers[i];
        return result;
    }

    MatchOverview overview(bool whole, const std::vector<Segment>& listed) const {
        MatchOverview overview;
        overview.total = matches_.size();
        if (whole) {
            overview.by_segment = matches_.by_segment();
            overview.strip = matches_.strip();
            return overview;
        }
        overview.by_segment.assign(listed.size(), 0);
        overview.before = matches_.beginning_before(near_.begin);
        std::uint32_t past = overview.before;  // matches that begin before the window's end
        for (std::size_t i = 0; i < located_.size(); ++i) {
            const std::size_t span = near_.begin + i;
            if (matches_.beginning_before(span + 1) == matches_.beginning_before(span)) continue;
            if (located_[i].begin < window_.begin) ++overview.before;
            if (located_[i].begin < window_.end) ++past;
            count_in(listed, located_[i].begin, overview.by_segment);
        }
        if (overview.before > 0) overview.previous = matches_.first_byte(overview.before - 1);
        if (past < matches_.size()) overview.next = matches_.first_byte(past);
        return overview;
    }

  private:
    static void count_in(const std::vector<Segment>& segments,
                         std::uint32_t byte,
                         std::vector<std::uint32_t>& counts) {
        const auto after =
            std::partition_point(segments.begin(), segments.end(), [&](const Segment& segment) {
                return segment.begin <= byte;
            });
        if (after == segments.begin() || byte >= (after - 1)->end) return;
        ++counts[static_cast<std::size_t>(after - 1 - segments.begin())];
    }

    const StoredDocument& stored_;
    const CompiledQuery& query_;
    std::span<const Span> spans_;
    Analyzer& analyzer_;
    Matches matches_;
    Window window_;
    Matches::Candidates near_;
    std::vector<LocatedSpan> located_;
};

QueryError too_many_spans() {
    return request_error("too_many_spans",
                         "the query has more than " + std::to_string(request_limits::kMaxSpans) +
                             " matches in this piece of the text: ask for a smaller window");
}

// The window, the segments that touch it, and all their edges in three units.
void measure_ranges(DocumentResponse& response,
                    const StoredDocument& stored,
                    const Window& window,
                    const TextMeasure& measure) {
    std::vector<std::uint32_t> edges{window.begin, window.end};
    for (const Segment& segment : response.document.segments) {
        edges.push_back(segment.begin);
        edges.push_back(segment.end);
    }
    const std::vector<TextPlace> places = measure.places(stored, edges);
    response.window = {places[0], places[1]};
    for (std::size_t i = 2; i < places.size(); i += 2) {
        response.segment_ranges.push_back({places[i], places[i + 1]});
    }
}

}  // namespace

std::vector<Hit> present(const IndexSnapshot& index,
                         const CompiledQuery& query,
                         const std::vector<RetrievedHit>& hits,
                         bool spans,
                         const TextMeasures& measures,
                         Analyzer& analyzer) {
    Evaluator evaluator(query);
    std::vector<Hit> presented(hits.size());
    std::size_t room = request_limits::kMaxSpans;
    const auto present_one = [&](PartDocuments& documents, std::size_t number) {
        documents.move_to(hits[number].place.docid);
        const auto matched = evaluator.matching_spans(documents, documents);
        const StoredDocument& stored = documents.stored();
        Hit& hit = presented[number];
        hit = hit_of(stored.header(), hits[number].score);
        hit.title_fragments = title_fragments(stored, query, matched, analyzer);
        hit.snippets = make_snippets(stored, query, matched, analyzer);
        show_cited_first(stored, query, analyzer, hit.snippets);
        const auto in_text = text_part(matched, stored.layout());
        hit.matches = Matches(stored, query, in_text, analyzer).size();
        if (spans) {
            hit.spans = spans_of_hit(stored, query, matched, room, measures, analyzer);
            room -= hit.spans->title.size() + hit.spans->text.size();
        }
    };
    const std::vector<std::size_t> order = reading_order(hits, spans);
    for (std::size_t at = 0; at < order.size();) {
        const std::uint32_t number = hits[order[at]].place.part;
        const IndexPart& part = index.parts()[number];
        with_xapian(part.entry.name, [&] {
            PartDocuments documents(part, query, analyzer);
            std::uint32_t before = 0;
            for (; at < order.size(); ++at) {
                const DocumentPlace& place = hits[order[at]].place;
                if (place.part != number || place.docid < before) break;
                before = place.docid;
                present_one(documents, order[at]);
            }
        });
    }
    return presented;
}

std::variant<DocumentResponse, QueryError> present_document(const IndexSnapshot& index,
                                                            const DocumentPlace& place,
                                                            const DocumentRequest& request,
                                                            const CompiledQuery& query,
                                                            const TextMeasures& measures,
                                                            Analyzer& analyzer,
                                                            const Deadline& deadline) {
    Evaluator evaluator(query);
    const auto [stored, spans] = open_document(index, place, query, evaluator, analyzer, &deadline);
    const auto asked = window_of(stored, request);
    if (const auto* error = std::get_if<QueryError>(&asked)) return *error;
    const auto window = std::get<Window>(asked);
    const bool whole = request.outline || (window.begin == 0 && window.end == stored.text_bytes());

    DocumentResponse response;
    response.revision = index.manifest().revision;
    response.document = stored.header();
    response.text_bytes = stored.text_bytes();
    response.text_hash = stored.text_hash();
    response.title_fragments = title_fragments(stored, query, spans, analyzer);
    if (!whole) {
        std::erase_if(response.document.segments,
                      [&](const Segment& segment) { return !touches(window, segment); });
    }
    const auto measure = measures.of(stored);
    measure_ranges(response, stored, window, *measure);
    if (!request.query.text.empty()) {
        const auto in_text = text_part(spans, stored.layout());
        DocumentMatches matches(stored, query, in_text, analyzer);
        if (!matches.locate_near(window)) return too_many_spans();
        response.spans = matches.spans(*measure);
        response.matches = matches.overview(whole, response.document.segments);
        response.matches->in_title = in_text.size() < spans.size();
    }
    response.document.text = stored.text(window.begin, window.end);
    return response;
}

}  // namespace gazette
