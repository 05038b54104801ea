#include "searcher/http/json.h"

#include "searcher/http/utf16.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {
namespace {

// Keys in the order in which they are written here.
using Json = nlohmann::ordered_json;

// Objects and arrays inside each other in a document's own metadata; writing recurses over them.
constexpr std::size_t kMaxMetadataDepth = 64;

std::string spelled(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json known(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json known(const CivilPeriod& date) {
    return date.known() ? Json(to_string(date)) : Json(nullptr);
}

double to_thousandths(double value) {
    return std::isfinite(value) ? std::round(value * 1000.0) / 1000.0 : 0.0;
}

Json fragments_json(const std::vector<Fragment>& fragments) {
    Json list = Json::array();
    for (const Fragment& fragment : fragments) {
        list.push_back({{"text", fragment.text}, {"match", fragment.match}});
    }
    return list;
}

// Byte ranges of one text with their UTF-16 twins, worked out in one pass.
class Ranges {
  public:
    void add(std::uint32_t begin, std::uint32_t end) {
        bytes_.push_back(begin);
        bytes_.push_back(end);
    }
    void measure(std::string_view text) { units_ = utf16_offsets(text, bytes_); }

    // Of the range that was added as number `index`.
    void spell(std::size_t index, Json& into) const {
        into["begin"] = bytes_[2 * index];
        into["end"] = bytes_[2 * index + 1];
        into["utf16_begin"] = units_[2 * index];
        into["utf16_end"] = units_[2 * index + 1];
    }

  private:
    std::vector<std::uint32_t> bytes_;
    std::vector<std::uint32_t> units_;
};

Json place_json(const QueryPlace& place, std::string_view query) {
    Ranges ranges;
    ranges.add(place.begin, place.end);
    ranges.measure(query);
    Json json = Json::object();
    ranges.spell(0, json);
    return json;
}

Json query_json(const std::string& input,
                const std::string& canonical,
                const std::vector<Notice>& notices,
                Reading reading) {
    Json list = Json::array();
    for (const Notice& notice : notices) {
        list.push_back({{"code", notice.code},
                        {"message", notice.message},
                        {"place", place_json(notice.place, input)},
                        {"instead", known(notice.instead)}});
    }
    return {{"input", input},
            {"canonical", canonical},
            {"reading", reading == Reading::any_words ? "any" : "query"},
            {"notices", std::move(list)}};
}

Json reading_json(const QueryReading& query) {
    Json json = query_json(query.input, query.canonical, query.notices, query.reading);
    Json clauses = Json::array();
    for (const QueryPlace& place : query.clauses) {
        const std::size_t begin = std::min<std::size_t>(place.begin, query.input.size());
        const std::size_t end = std::clamp<std::size_t>(place.end, begin, query.input.size());
        clauses.push_back({{"text", query.input.substr(begin, end - begin)},
                           {"place", place_json(place, query.input)}});
    }
    json["clauses"] = std::move(clauses);
    if (query.added.empty()) return json;
    Json words = Json::array();
    for (const AddedWord& word : query.added) {
        words.push_back({{"text", word.text}, {"weight", to_thousandths(word.weight)}});
    }
    json["added"] = std::move(words);
    return json;
}

void spell(const TextRange& range, Json& into) {
    into["begin"] = range.begin.byte;
    into["end"] = range.end.byte;
    into["utf16_begin"] = range.begin.utf16;
    into["utf16_end"] = range.end.utf16;
    into["codepoint_begin"] = range.begin.codepoint;
    into["codepoint_end"] = range.end.codepoint;
}

Json spans_json(const std::vector<TextSpan>& spans) {
    Json list = Json::array();
    for (const TextSpan& span : spans) {
        Json json = Json::object();
        spell(span.range, json);
        json["clause"] = span.clause;
        json["match"] = span.match;
        list.push_back(std::move(json));
    }
    return list;
}

Json hit_spans_json(const std::optional<HitSpans>& spans) {
    if (!spans) return nullptr;
    const std::size_t listed = spans->title.size() + spans->text.size();
    return {{"total", spans->total},
            {"complete", listed == spans->total},
            {"title", spans_json(spans->title)},
            {"text", spans_json(spans->text)}};
}

// What a segment is called; where it lies is not part of it.
Json segment_name_json(const Segment& segment) {
    return {{"id", segment.id},
            {"label", known(segment.label)},
            {"kind", name_of(segment.kind)},
            {"page", segment.page == 0 ? Json(nullptr) : Json(segment.page)},
            {"lang", known(segment.lang)}};
}

Json snippet_json(const Snippet& snippet) {
    const bool in_segment = !snippet.segment.id.empty();
    return {{"segment", in_segment ? segment_name_json(snippet.segment) : Json(nullptr)},
            {"begin", snippet.begin},
            {"end", snippet.end},
            {"fragments", fragments_json(snippet.fragments)}};
}

Json hit_json(const Hit& hit) {
    Json snippets = Json::array();
    for (const Snippet& snippet : hit.snippets) snippets.push_back(snippet_json(snippet));
    return {{"id", hit.id},
            {"title", known(hit.title)},
            {"title_fragments", fragments_json(hit.title_fragments)},
            {"lang", known(hit.lang)},
            {"kind", known(hit.kind)},
            {"date", known(hit.date)},
            {"source", known(hit.source)},
            {"collection", known(hit.collection)},
            {"url", known(hit.url)},
            {"score", std::isfinite(hit.score) ? hit.score : 0.0},
            {"snippets", std::move(snippets)},
            {"spans", hit_spans_json(hit.spans)}};
}

// An object; the text as the source gave it where it is no object or nested too deep to be
// written again.
Json metadata_json(const std::string& text) {
    if (text.empty()) return nullptr;
    if (nested_deeper(text, kMaxMetadataDepth)) return text;
    Json parsed = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    return parsed.is_object() ? parsed : Json(text);
}

Json segments_json(const DocumentResponse& response) {
    Json list = Json::array();
    for (std::size_t i = 0; i < response.document.segments.size(); ++i) {
        Json json = segment_name_json(response.document.segments[i]);
        spell(response.segment_ranges.at(i), json);
        json["matches"] =
            response.matches ? Json(response.matches->by_segment.at(i)) : Json(nullptr);
        list.push_back(std::move(json));
    }
    return list;
}

Json identifiers_json(const std::vector<Identifier>& identifiers) {
    Json list = Json::array();
    for (const Identifier& i : identifiers) {
        list.push_back({{"scheme", i.scheme}, {"value", i.value}});
    }
    return list;
}

Json relations_json(const std::vector<Relation>& relations) {
    Json list = Json::array();
    for (const Relation& r : relations) {
        list.push_back({{"type", r.type}, {"target", known(r.target)}, {"label", known(r.label)}});
    }
    return list;
}

Json subjects_json(const std::vector<Subject>& subjects) {
    Json list = Json::array();
    for (const Subject& s : subjects) {
        list.push_back(
            {{"scheme", known(s.scheme)}, {"code", known(s.code)}, {"label", known(s.label)}});
    }
    return list;
}

Json matches_json(const std::optional<MatchOverview>& matches) {
    if (!matches) return nullptr;
    const auto place = [](const std::optional<std::uint32_t>& byte) {
        return byte ? Json(*byte) : Json(nullptr);
    };
    return {{"total", matches->total},
            {"in_title", matches->in_title},
            {"before", matches->before},
            {"previous", place(matches->previous)},
            {"next", place(matches->next)},
            {"strip", matches->strip}};
}

Json window_json(const TextRange& window) {
    Json json = Json::object();
    spell(window, json);
    return json;
}

// `text` as a JSON string, behind `json`: piece by piece, so that a long text is held once and not
// once more for each step of writing it.
void append_string(std::string& json, std::string_view text) {
    constexpr std::size_t kPieceBytes = 64 * 1024;
    json += '"';
    while (!text.empty()) {
        std::size_t size = std::min(text.size(), kPieceBytes);
        while (size < text.size() && size > 1 &&
               (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
            --size;
        }
        const std::string piece = spelled(Json(text.substr(0, size)));
        json.append(piece, 1, piece.size() - 2);
        text.remove_prefix(size);
    }
    json += '"';
}

Json origin_json(const Origin& origin, const std::optional<std::vector<std::string>>& copies) {
    return {{"uri", known(origin.uri)},
            {"extractor", known(origin.extractor)},
            {"extractor_version", origin.extractor_version},
            {"warnings", origin.warnings},
            {"copies", copies ? Json(*copies) : Json(nullptr)}};
}

Json node_json(const ExplainedNode& node) {
    Json slots = Json::array();
    for (const auto& slot : node.slots) {
        Json terms = Json::array();
        for (const ExplainedTerm& term : slot) {
            terms.push_back({{"term", term.term},
                             {"lang", known(term.language)},
                             {"documents", term.documents}});
        }
        slots.push_back(std::move(terms));
    }
    Json children = Json::array();
    for (const ExplainedNode& child : node.children) children.push_back(node_json(child));
    return {{"operation", node.operation},
            {"text", known(node.text)},
            {"documents", node.documents},
            {"slots", std::move(slots)},
            {"children", std::move(children)}};
}

Json counts_json(const std::vector<LanguageCount>& counts) {
    Json list = Json::array();
    for (const LanguageCount& count : counts) {
        list.push_back({{"value", known(count.value)}, {"documents", count.documents}});
    }
    return list;
}

Json total_json(std::uint64_t value, CountRelation relation) {
    return {{"value", value}, {"relation", relation == CountRelation::exact ? "eq" : "gte"}};
}

Json facet_json(const Facet& facet) {
    Json values = Json::array();
    for (const FacetValue& value : facet.values) {
        values.push_back({{"value", value.value},
                          {"documents", value.documents},
                          {"chosen", value.chosen},
                          {"excluded", value.excluded}});
    }
    return {{"field", name_of(facet.field)},
            {"values", std::move(values)},
            {"more", facet.more},
            {"unknown", facet.unknown},
            {"wider", facet.wider}};
}

Json time_count_json(const TimeCount& count) {
    return {{"matches", count.matches}, {"documents", count.documents}};
}

Json search_json(const SearchResponse& response) {
    Json hits = Json::array();
    for (const Hit& hit : response.hits) hits.push_back(hit_json(hit));
    const bool exact = response.relation == CountRelation::exact;
    return {{"query", reading_json(response.query)},
            {"total", total_json(response.total, response.relation)},
            {"partial", !exact},
            {"revision", response.revision},
            {"took_ms", to_thousandths(response.took_ms)},
            {"first", response.first},
            {"hits", std::move(hits)},
            {"cursor", known(response.cursor)}};
}

Json problem_json(const Problem& problem) {
    Json json = {{"type", "about:blank"},
                 {"title", title_of_status(problem.status)},
                 {"status", problem.status},
                 {"code", problem.code},
                 {"detail", problem.detail}};
    if (!problem.parameter.empty()) json["parameter"] = problem.parameter;
    if (!problem.instance.empty()) json["instance"] = problem.instance;
    if (problem.place) json["place"] = place_json(*problem.place, problem.query);
    if (!problem.suggestion.empty()) json["suggestion"] = problem.suggestion;
    return json;
}

}  // namespace

bool nested_deeper(std::string_view json, std::size_t limit) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit) return true;
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return false;
}

std::string to_json(const SearchResponse& response) {
    return spelled(search_json(response));
}

std::string to_json(const Hit& hit) {
    return spelled(hit_json(hit));
}

std::string to_json(const DocumentResponse& response) {
    const Document& document = response.document;
    std::string json =
        spelled({{"revision", response.revision},
                 {"query", response.query ? reading_json(*response.query) : Json(nullptr)},
                 {"id", document.id},
                 {"work_id", known(document.work_id)},
                 {"title", known(document.title)},
                 {"title_fragments", fragments_json(response.title_fragments)},
                 {"lang", known(document.lang)},
                 {"lang_source", name_of(document.lang_source)},
                 {"kind", known(document.kind)},
                 {"date", known(document.published)},
                 {"effective", known(document.effective)},
                 {"effective_to", known(document.effective_to)},
                 {"modified", known(document.modified)},
                 {"fetched", known(document.fetched)},
                 {"status", known(document.status)},
                 {"identifiers", identifiers_json(document.identifiers)},
                 {"relations", relations_json(document.relations)},
                 {"subjects", subjects_json(document.subjects)},
                 {"source", known(document.source)},
                 {"publisher", known(document.publisher)},
                 {"jurisdiction", known(document.jurisdiction)},
                 {"collection", known(document.collection)},
                 {"url", known(document.url)},
                 {"rights", known(document.rights)},
                 {"metadata", metadata_json(document.metadata_json)},
                 {"origin", origin_json(document.origin, response.copies)},
                 {"text_hash", known(response.text_hash)},
                 {"text_bytes", response.text_bytes},
                 {"window", window_json(response.window)},
                 {"segments", segments_json(response)},
                 {"matches", matches_json(response.matches)},
                 {"spans", spans_json(response.spans)}});
    json.back() = ',';
    json.reserve(json.size() + document.text.size() + document.text.size() / 8 + 16);
    json += "\"text\":";
    append_string(json, document.text);
    json += '}';
    return json;
}

std::string to_json(const FacetResponse& response) {
    Json facets = Json::array();
    for (const Facet& facet : response.facets) facets.push_back(facet_json(facet));
    const QueryReading& query = response.query;
    return spelled(
        {{"query", query_json(query.input, query.canonical, query.notices, query.reading)},
         {"total", total_json(response.total, response.relation)},
         {"partial", response.relation != CountRelation::exact},
         {"revision", response.revision},
         {"took_ms", to_thousandths(response.took_ms)},
         {"facets", std::move(facets)}});
}

std::string to_json(const TimelineResponse& response) {
    const QueryReading& query = response.query;
    Json slots = Json::array();
    for (const TimeSlot& slot : response.slots) {
        slots.push_back({{"slot", slot_name(slot, response.bucket)},
                         {"from", iso_day(slot.first)},
                         {"to", iso_day(slot.last)},
                         {"matches", slot.count.matches},
                         {"documents", slot.count.documents}});
    }
    return spelled(
        {{"query", query_json(query.input, query.canonical, query.notices, query.reading)},
         {"bucket", name_of(response.bucket)},
         {"partial", response.relation != CountRelation::exact},
         {"revision", response.revision},
         {"took_ms", to_thousandths(response.took_ms)},
         {"total", time_count_json(response.total)},
         {"slots", std::move(slots)},
         {"unknown", time_count_json(response.unknown)},
         {"wider", time_count_json(response.wider)},
         {"outside", time_count_json(response.outside)}});
}

std::string to_json(const Explanation& explanation) {
    return spelled(
        {{"query",
          query_json(
              explanation.input, explanation.canonical, explanation.notices, explanation.reading)},
         {"revision", explanation.revision},
         {"root", node_json(explanation.root)}});
}

std::string to_json(const IngestReport& report) {
    Json list = Json::array();
    std::size_t rejected = 0;
    for (const IngestResult& result : report.results) {
        rejected += result.outcome == "rejected" ? 1U : 0U;
        list.push_back({{"line", list.size() + 1},
                        {"id", result.id},
                        {"outcome", result.outcome},
                        {"reason", known(result.reason)},
                        {"detail", known(result.detail)}});
    }
    return spelled({{"revision", report.revision},
                    {"accepted", report.results.size() - rejected},
                    {"rejected", rejected},
                    {"results", std::move(list)}});
}

std::string to_json(const SuggestResponse& response) {
    Json list = Json::array();
    for (const Suggestion& each : response.suggestions) {
        list.push_back({{"kind", name_of(each.kind)},
                        {"text", each.text},
                        {"query", each.query},
                        {"id", known(each.id)},
                        {"lang", known(each.lang)},
                        {"documents", each.documents ? Json(*each.documents) : Json(nullptr)}});
    }
    return spelled({{"input", response.input},
                    {"revision", response.revision},
                    {"took_ms", to_thousandths(response.took_ms)},
                    {"partial", !response.complete},
                    {"suggestions", std::move(list)}});
}

std::string to_json(const StatusResponse& response) {
    return spelled({{"revision", response.revision},
                    {"published_at", known(response.published_at)},
                    {"stale", !response.problem.empty()},
                    {"analyzer", known(response.analyzer)},
                    {"documents", response.documents},
                    {"parts", response.parts},
                    {"text_bytes", response.text_bytes},
                    {"languages", counts_json(response.languages)},
                    {"kinds", counts_json(response.kinds)},
                    {"sources", counts_json(response.sources)},
                    {"collections", counts_json(response.collections)}});
}

std::string to_json(const Problem& problem) {
    return spelled(problem_json(problem));
}

std::string to_json(const std::vector<BatchResult>& results) {
    Json list = Json::array();
    std::size_t failed = 0;
    for (const BatchResult& result : results) {
        const auto* problem = std::get_if<Problem>(&result.answer);
        failed += problem != nullptr ? 1U : 0U;
        const auto* response = std::get_if<SearchResponse>(&result.answer);
        list.push_back({{"line", list.size() + 1},
                        {"id", known(result.id)},
                        {"status", problem != nullptr ? problem->status : 200},
                        {"problem", problem != nullptr ? problem_json(*problem) : Json(nullptr)},
                        {"answer", response != nullptr ? search_json(*response) : Json(nullptr)}});
    }
    return spelled(
        {{"answered", results.size() - failed}, {"failed", failed}, {"results", std::move(list)}});
}

}  // namespace gazette
