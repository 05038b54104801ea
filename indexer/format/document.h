// What an extractor makes of an input, and what the encoder writes: one document.
// The same thing as JSON: schemas/document.schema.json.
#pragma once

#include "indexer/format/civil_date.h"

#include <cstddef>
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
inline constexpr std::size_t kSegmentKinds = 7;
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
    std::string lang =
        {};  // BCP 47 where it is another than the document's: by the source, or detected
};

// A name of the document in a scheme that others know: {"celex", "32016R0679"}, {"eli",
// "http://..."},
// {"ecli", ...}, {"akn", "/akn/za/act/2009/10"}, {"url", ...}; any other scheme in lower case.
struct Identifier {
    std::string scheme;
    std::string value;
    friend bool operator==(const Identifier&, const Identifier&) = default;
};

// What the source says of this document and another one: "amends", "amended_by", "repeals",
// "repealed_by", "cites", "consolidates", "based_on", "transposes", "translation_of", "part_of",
// "related", or a word of the source.
struct Relation {
    std::string type;
    std::string target;  // an identifier of the other document
    std::string label;   // its title, or what the source calls it; may be empty
    friend bool operator==(const Relation&, const Relation&) = default;
};

// What it is about, by the source's own headings.
struct Subject {
    std::string scheme;  // "eurovoc", "reuters_topics", ...; may be empty
    std::string code;    // may be empty
    std::string label;
    friend bool operator==(const Subject&, const Subject&) = default;
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
    CivilPeriod effective;  // in force from
    CivilPeriod modified;
    CivilPeriod effective_to;  // the last day in force
    CivilPeriod fetched;
    std::string status;  // "in_force", "repealed", "not_yet_in_force"; empty where not known
    std::vector<Identifier> identifiers;
    std::vector<Relation> relations;
    std::vector<Subject> subjects;
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
