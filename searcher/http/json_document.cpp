// How a document is spelled: its text may be long, and is held once.
#include "searcher/http/json.h"
#include "searcher/http/json_parts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace gazette {
namespace {

// Objects and arrays inside each other in a document's own metadata; writing recurses over them.
constexpr std::size_t kMaxMetadataDepth = 64;

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

}  // namespace

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

}  // namespace gazette
