// What an extractor makes of an input, and what the encoder writes: one document.
// The same thing as JSON: schemas/document.schema.json.
#pragma once

#include "indexer/format/civil_date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

enum class SegmentKind : std::uint8_t {
    section,
    article,
    page,
    paragraph,
    heading,
    quoted,
    annex,
};
std::string_view name_of(SegmentKind kind);
std::optional<SegmentKind> segment_kind_of(std::string_view name);

// A piece of the document's text that can be named and linked to. Segments are in order of
// `begin`, do not overlap, and lie on code point boundaries; text between them is allowed.
struct Segment {
    std::string id;     // unique in the document, stable: "s12", "art-5", "p7"
    std::string label;  // as a person cites it: "Article 5", "3.2 Scope"; may be empty
    SegmentKind kind = SegmentKind::section;
    std::uint32_t page = 0;   // 1 for the first page of the source, 0 where it has no pages
    std::uint32_t begin = 0;  // bytes in Document::text
    std::uint32_t end = 0;
};

enum class LanguageSource : std::uint8_t { unknown, declared, detected };
std::string_view name_of(LanguageSource source);

// Where the document came from, word for word.
struct Origin {
    std::string uri;        // of the input: a path, or "path#record"
    std::string extractor;  // "html", "json_lines", ...
    int extractor_version = 1;
    std::vector<std::string> warnings;  // what was repaired or left out, for a person to read
};

struct Document {
    std::string id;       // stable, unique in the index, 1..kMaxDocumentIdBytes bytes
    std::string work_id;  // ELI, ECLI, CELEX, AKN or URL of the work; may be empty
    std::string title;
    std::string lang = "und";  // BCP 47
    LanguageSource lang_source = LanguageSource::unknown;
    std::string kind;  // law, case, policy, debate, news; empty where unknown
    std::string source;
    std::string publisher;
    std::string jurisdiction;
    std::string collection;
    std::string url;
    CivilPeriod published;  // unknown by default
    CivilPeriod effective;
    CivilPeriod modified;
    std::string rights;
    // Fields that we have no name for, as the source gave them: a JSON object, or empty.
    std::string metadata_json;
    Origin origin;
    std::vector<Segment> segments;
    // The canonical text: valid UTF-8, never changed after extraction. Every offset in the index
    // and in every answer is a byte offset here.
    std::string text;
};

inline constexpr std::size_t kMaxDocumentIdBytes = 1024;

}  // namespace gazette
