#include "indexer/extract/completion.h"

#include "indexer/extract/compressed_source.h"
#include "indexer/extract/input_facts.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/recipe_reading.h"
#include "indexer/extract/utf8.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kTitleFromTextBytes = 160;
// Of the first line, as much as is looked at.
constexpr std::size_t kFirstLineBytes = 4096;

// Names of files may be any bytes. What is not UTF-8 or a control character is percent-encoded,
// so that two names never become one.
std::string as_identifier(std::string_view bytes) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    while (!bytes.empty()) {
        const Utf8Step step = utf8_step(bytes);
        const bool keep = step.length > 1 ||
                          (step.length == 1 && step.code_point >= 0x20 && step.code_point != 0x7F);
        const std::size_t length = step.length == 0 ? step.bad_length : step.length;
        if (keep) {
            out.append(bytes.substr(0, length));
        } else {
            for (const char c : bytes.substr(0, length)) {
                const auto byte = static_cast<unsigned char>(c);
                out += '%';
                out += kHex[byte >> 4];
                out += kHex[byte & 15u];
            }
        }
        bytes.remove_prefix(length);
    }
    return out;
}

// A path may be four times as long as an id.
std::string shortened_id(const std::string& id) {
    const XXH128_hash_t hash = XXH3_128bits(id.data(), id.size());
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    std::string digest;
    for (const unsigned char byte : canonical.digest) {
        static constexpr char kHex[] = "0123456789abcdef";
        digest += kHex[byte >> 4];
        digest += kHex[byte & 15u];
    }
    const std::size_t keep = kMaxDocumentIdBytes - digest.size() - 1;
    return id.substr(0, code_point_floor(id, keep)) + "~" + digest;
}

// Puts a member in front of those that are there.
void add_metadata(Document& document, const std::string& name, const std::string& value) {
    MetadataWriter first;
    first.add_text(name, value);
    document.metadata_json = joined_metadata(first.json(), document.metadata_json);
}

std::string file_name_of(std::string_view whole_uri) {
    const std::string unpacked = uncompressed_name(whole_uri);
    std::string_view uri = unpacked;
    const std::size_t slash = uri.find_last_of('/');
    if (slash != std::string_view::npos) uri.remove_prefix(slash + 1);
    const std::size_t dot = uri.find_last_of('.');
    if (dot != std::string_view::npos && dot > 0) uri = uri.substr(0, dot);
    return as_identifier(uri);
}

// The first line, cut at a space where it is long.
std::string title_from_text(std::string_view text) {
    text = trim_space(text).substr(0, kFirstLineBytes);
    const std::string line = collapse_space(text.substr(0, text.find_first_of("\r\n")));
    if (line.size() <= kTitleFromTextBytes) return line;
    std::size_t end = code_point_floor(line, kTitleFromTextBytes);
    const std::size_t space = line.rfind(' ', end);
    if (space != std::string::npos && space > kTitleFromTextBytes / 2) end = space;
    return line.substr(0, end) + "…";
}

void complete_title(Document& document, const Input& input, bool is_record) {
    document.title = collapse_space(document.title);
    if (document.title.empty() && is_record) document.title = title_from_text(document.text);
    if (document.title.empty()) document.title = collapse_space(file_name_of(input.uri));
    if (document.title.empty()) document.title = document.id;
    if (document.title.size() <= extract_limits::kMaxTitleBytes) return;
    add_metadata(document, "full_title", document.title);
    document.origin.warnings.push_back("the title has " + std::to_string(document.title.size()) +
                                       " bytes: shortened, kept whole in the metadata");
    static constexpr std::string_view kEllipsis = "…";
    document.title.resize(
        code_point_floor(document.title, extract_limits::kMaxTitleBytes - kEllipsis.size()));
    document.title += kEllipsis;
}

// Its place says nothing about it: the beginning of the text is a better title.
bool is_record(std::string_view extractor) {
    return extractor == "json_record" || extractor == "recipe_record";
}

void complete_id(Document& document, const Input& input) {
    if (document.id.empty()) document.id = input.default_id;
    if (document.id.empty()) document.id = input.uri;
    std::string id = as_identifier(document.id);
    if (id != document.id) {
        document.origin.warnings.push_back(
            "the id held bytes that are not text: they are percent-encoded");
        document.id = std::move(id);
    }
    if (document.id.size() <= kMaxDocumentIdBytes) return;
    document.origin.warnings.push_back("the id has " + std::to_string(document.id.size()) +
                                       " bytes, more than " + std::to_string(kMaxDocumentIdBytes) +
                                       ": its end is replaced by a hash");
    document.id = shortened_id(document.id);
}

void repair_fields(Document& document) {
    std::string* const fields[] = {
        &document.work_id,
        &document.title,
        &document.lang,
        &document.kind,
        &document.source,
        &document.publisher,
        &document.jurisdiction,
        &document.collection,
        &document.url,
        &document.rights,
        &document.metadata_json,
        &document.status,
    };
    std::vector<std::string*> all(std::begin(fields), std::end(fields));
    for (Identifier& i : document.identifiers) all.insert(all.end(), {&i.scheme, &i.value});
    for (Relation& r : document.relations) all.insert(all.end(), {&r.type, &r.target, &r.label});
    for (Subject& s : document.subjects) all.insert(all.end(), {&s.scheme, &s.code, &s.label});
    std::size_t repaired = 0;
    for (std::string* field : all) {
        if (!is_utf8(*field)) *field = repair_utf8(*field, repaired);
    }
    for (Segment& segment : document.segments) {
        if (!is_utf8(segment.label)) segment.label = repair_utf8(segment.label, repaired);
        segment.id = as_identifier(segment.id);
    }
    if (repaired > 0) {
        document.origin.warnings.push_back(std::to_string(repaired) +
                                           " ill-formed sequences in fields became U+FFFD");
    }
}

bool is_boundary(std::string_view text, std::size_t offset) {
    return offset == text.size() || code_point_floor(text, offset) == offset;
}

// What is wrong with the segments, or nothing.
std::string segment_problem(const Document& document) {
    std::unordered_set<std::string_view> ids;
    std::uint32_t last_end = 0;
    for (const Segment& segment : document.segments) {
        const std::string name = "segment \"" + segment.id + "\"";
        const std::string range =
            " (bytes " + std::to_string(segment.begin) + " to " + std::to_string(segment.end) + ")";
        if (segment.id.empty()) return "a segment" + range + " has no id";
        if (!ids.insert(segment.id).second) return name + ": the id is given twice";
        if (segment.begin > segment.end || segment.end > document.text.size()) {
            return name + range + " is outside the text of " +
                   std::to_string(document.text.size()) + " bytes";
        }
        if (segment.begin < last_end) return name + range + " overlaps the segment before it";
        if (!is_boundary(document.text, segment.begin) ||
            !is_boundary(document.text, segment.end)) {
            return name + range + " cuts a character in two";
        }
        last_end = segment.end;
    }
    return {};
}

}  // namespace

std::string document_problem(const Document& document) {
    if (document.id.empty() || document.id.size() > kMaxDocumentIdBytes) return "an impossible id";
    if (document.title.empty() || document.title.size() > extract_limits::kMaxTitleBytes) {
        return "an impossible title";
    }
    if (document.text.size() > UINT32_MAX) return "a text that is too long";
    for (const std::string* field : {&document.id,
                                     &document.work_id,
                                     &document.title,
                                     &document.lang,
                                     &document.kind,
                                     &document.source,
                                     &document.publisher,
                                     &document.jurisdiction,
                                     &document.url,
                                     &document.rights,
                                     &document.metadata_json,
                                     &document.origin.uri,
                                     &document.text}) {
        if (!is_utf8(*field)) return "a field that is not UTF-8";
    }
    for (const Segment& segment : document.segments) {
        if (!is_utf8(segment.id) || !is_utf8(segment.label)) return "a segment that is not UTF-8";
    }
    return segment_problem(document);
}

Extracted complete(Document document,
                   const Input& input,
                   const Extractor& extractor,
                   RecipeReading* recipe) {
    document.origin.uri = as_identifier(input.uri);
    document.origin.extractor = extractor.name();
    document.origin.extractor_version = extractor.version();
    if (!is_utf8(document.text)) {
        std::size_t repaired = 0;
        document.text = repair_utf8(document.text, repaired);
        if (!document.segments.empty()) {
            return Rejection{RejectionCode::damaged, "segments of a text that is not UTF-8"};
        }
    }
    if (document.text.size() > UINT32_MAX) {
        return Rejection{RejectionCode::too_large,
                         "the text has " + std::to_string(document.text.size()) +
                             " bytes, more than " + std::to_string(UINT32_MAX)};
    }
    fill_from_facts(document, input.facts);
    if (recipe != nullptr) recipe->complete(document);
    repair_fields(document);
    if (is_blank(document.text) && is_blank(document.title)) {
        return Rejection{RejectionCode::empty, "there is no text and no title"};
    }
    if (document.collection.empty()) document.collection = input.collection;
    complete_id(document, input);
    complete_title(document, input, is_record(extractor.name()));
    std::stable_sort(document.segments.begin(),
                     document.segments.end(),
                     [](const Segment& a, const Segment& b) { return a.begin < b.begin; });
    std::string problem = segment_problem(document);
    if (!problem.empty()) return Rejection{RejectionCode::bad_field, std::move(problem)};
    return document;
}

}  // namespace gazette
