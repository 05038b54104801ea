#include "indexer/extract/json_record.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/extract/json_reader.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

// Thrown and caught in this file only: any field may be wrong, at any depth.
struct BadField {
    std::string detail;
};

std::string type_of(const Json& value) {
    return value.is_null() ? "null" : std::string(value.type_name());
}

[[noreturn]] void wrong_type(const std::string& field, std::string_view wanted, const Json& value) {
    throw BadField{"field \"" + field + "\" must be " + std::string(wanted) + ", not " +
                   type_of(value)};
}

std::string text_value(const std::string& field, const Json& value) {
    if (!value.is_string()) wrong_type(field, "a string", value);
    return value.get<std::string>();
}

std::string text_or_number(const std::string& field, const Json& value) {
    if (value.is_number_integer()) return value.dump();
    if (!value.is_string()) wrong_type(field, "a string or a whole number", value);
    return value.get<std::string>();
}

std::uint32_t offset_value(const std::string& field, const Json& value) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > UINT32_MAX) {
        wrong_type(field, "a whole number of at least 0", value);
    }
    return value.get<std::uint32_t>();
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The number of a "\uXXXX" at `at`, or -1.
int unicode_escape(std::string_view json, std::size_t at) {
    if (at + 6 > json.size() || json[at] != '\\' || json[at + 1] != 'u') return -1;
    int value = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
        const int digit = hex_digit(json[i]);
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

// JSON can spell half of a surrogate pair, which is no character and has no UTF-8.
void repair_lone_surrogates(std::string& json, std::size_t& repaired) {
    std::size_t at = json.find('\\');
    while (at != std::string::npos && at + 1 < json.size()) {
        const int unit = unicode_escape(json, at);
        std::size_t length = unit < 0 ? 2 : 6;
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            const int next = unicode_escape(json, at + 6);
            if (unit <= 0xDBFF && next >= 0xDC00 && next <= 0xDFFF) {
                length = 12;
            } else {
                json.replace(at + 2, 4, "fffd");
                ++repaired;
            }
        }
        at = json.find('\\', at + length);
    }
}

struct TextField {
    std::string_view name;
    std::string Document::*member;
};
constexpr TextField kTextFields[] = {
    {"title", &Document::title},
    {"work_id", &Document::work_id},
    {"kind", &Document::kind},
    {"source", &Document::source},
    {"publisher", &Document::publisher},
    {"jurisdiction", &Document::jurisdiction},
    {"collection", &Document::collection},
    {"url", &Document::url},
    {"rights", &Document::rights},
    {"status", &Document::status},
};

struct DateField {
    std::string_view name;
    CivilPeriod Document::*member;
};
// In order of preference where two mean the same.
constexpr DateField kDateFields[] = {
    {"published", &Document::published},
    {"date", &Document::published},
    {"effective", &Document::effective},
    {"modified", &Document::modified},
    {"effective_to", &Document::effective_to},
    {"fetched", &Document::fetched},
};

template <typename Row>
struct RowField {
    std::string_view name;
    std::string Row::*member;
};
constexpr RowField<Identifier> kIdentifierFields[] = {{"scheme", &Identifier::scheme},
                                                      {"value", &Identifier::value}};
constexpr RowField<Relation> kRelationFields[] = {
    {"type", &Relation::type}, {"target", &Relation::target}, {"label", &Relation::label}};
constexpr RowField<Subject> kSubjectFields[] = {
    {"scheme", &Subject::scheme}, {"code", &Subject::code}, {"label", &Subject::label}};

// Reads the known fields out of the record; what is left in `record` at the end has no name here.
class RecordReader {
  public:
    RecordReader(Json& record, Document& document) : record_(record), document_(document) {}

    void read() {
        if (auto id = take("id")) document_.id = text_or_number("id", *id);
        for (const TextField& field : kTextFields) {
            const std::string name(field.name);
            if (auto value = take(name)) document_.*field.member = text_value(name, *value);
        }
        for (const DateField& field : kDateFields) read_date(field);
        read_language();
        read_rows("identifiers", document_.identifiers, kIdentifierFields);
        read_rows("relations", document_.relations, kRelationFields);
        read_rows("subjects", document_.subjects, kSubjectFields);
        if (auto text = take("text")) {
            document_.text = text_value("text", *text);
            has_text_ = true;
        }
        if (auto segments = take("segments")) read_segments(*segments);
        keep_the_rest();
    }
    bool has_text() const { return has_text_; }

  private:
    // Null means absent, as most programs that write JSON have it.
    std::optional<Json> take(const std::string& name) {
        const auto found = record_.find(name);
        if (found == record_.end() || found->is_null()) return std::nullopt;
        Json value = std::move(*found);
        *found = nullptr;
        return value;
    }

    void read_date(const DateField& field) {
        const std::string name(field.name);
        auto value = take(name);
        if (!value) return;
        const std::string text = text_or_number(name, *value);
        if (is_blank(text)) return;
        const auto period = parse_iso_date(trim_space(text));
        if (period && !(document_.*field.member).known()) {
            document_.*field.member = *period;
            return;
        }
        kept_.emplace_back(name, text);
        if (!period) {
            warn("field \"" + name +
                 "\": no date like 2019, 2019-05 or 2019-05-07; kept in the metadata");
        } else if (*period != document_.*field.member) {
            warn("field \"" + name +
                 "\" says another day than \"published\"; kept in the metadata");
        }
    }

    void read_language() {
        auto value = take("lang");
        if (!value) return;
        const std::string text = text_value("lang", *value);
        if (is_blank(text)) return;
        if (auto tag = canonical_language_tag(text)) {
            if (*tag == "und") return;
            document_.lang = *tag;
            document_.lang_source = LanguageSource::declared;
            return;
        }
        kept_.emplace_back("lang", text);
        warn("field \"lang\" is no BCP 47 language tag; kept in the metadata");
    }

    // A list of objects whose members are strings.
    template <typename Row, std::size_t kCount>
    void read_rows(const std::string& name,
                   std::vector<Row>& rows,
                   const RowField<Row> (&fields)[kCount]) {
        const auto value = take(name);
        if (!value) return;
        if (!value->is_array()) wrong_type(name, "an array", *value);
        for (std::size_t i = 0; i < value->size(); ++i) {
            const std::string where = name + "[" + std::to_string(i) + "]";
            const Json& item = (*value)[i];
            if (!item.is_object()) wrong_type(where, "an object", item);
            Row row;
            for (const auto& [key, member] : item.items()) {
                const auto* const field = std::find_if(
                    std::begin(fields), std::end(fields), [&wanted = key](const auto& f) {
                        return f.name == wanted;
                    });
                if (field == std::end(fields)) {
                    throw BadField{"field \"" + where + "." + key + "\" is not known"};
                }
                if (!member.is_null()) row.*(field->member) = text_value(where + "." + key, member);
            }
            rows.push_back(std::move(row));
        }
    }

    void read_segments(const Json& segments) {
        if (!segments.is_array()) wrong_type("segments", "an array", segments);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            read_segment(segments[i], "segments[" + std::to_string(i) + "]");
        }
        if (!segments.empty()) has_text_ = true;
    }

    void read_segment(const Json& value, const std::string& where) {
        if (!value.is_object()) wrong_type(where, "an object", value);
        Segment segment;
        std::optional<std::string> text;
        bool has_begin = false;
        bool has_end = false;
        for (const auto& [name, member] : value.items()) {
            const std::string field = where + "." + name;
            if (member.is_null()) continue;
            if (name == "id") {
                segment.id = text_or_number(field, member);
            } else if (name == "label") {
                segment.label = text_value(field, member);
            } else if (name == "kind") {
                const auto kind = segment_kind_of(text_value(field, member));
                if (!kind) throw BadField{"field \"" + field + "\" is no kind of segment"};
                segment.kind = *kind;
            } else if (name == "page") {
                segment.page = offset_value(field, member);
            } else if (name == "lang") {
                const std::string given = text_value(field, member);
                const auto tag = canonical_language_tag(given);
                if (!tag) throw BadField{"field \"" + field + "\" is no BCP 47 language tag"};
                segment.lang = *tag;
            } else if (name == "begin") {
                segment.begin = offset_value(field, member);
                has_begin = true;
            } else if (name == "end") {
                segment.end = offset_value(field, member);
                has_end = true;
            } else if (name == "text") {
                text = text_value(field, member);
            } else {
                throw BadField{"field \"" + field + "\" is not known"};
            }
        }
        if (segment.id.empty()) segment.id = "s" + std::to_string(document_.segments.size() + 1);
        const bool by_offsets = has_text_ && has_begin && has_end && !text;
        const bool by_text = !has_text_ && text && !has_begin && !has_end;
        if (!by_offsets && !by_text) {
            throw BadField{
                "field \"" + where +
                "\" needs \"begin\" and \"end\" where the record has a \"text\", and its "
                "own \"text\" where it has none"};
        }
        if (by_text) {
            if (!document_.segments.empty()) document_.text += "\n\n";
            segment.begin = static_cast<std::uint32_t>(document_.text.size());
            document_.text += *text;
            segment.end = static_cast<std::uint32_t>(document_.text.size());
        }
        document_.segments.push_back(std::move(segment));
    }

    void keep_the_rest() {
        MetadataWriter metadata;
        if (auto given = take("metadata")) {
            if (!given->is_object()) wrong_type("metadata", "an object", *given);
            for (const auto& [name, value] : given->items()) metadata.add_json(name, value.dump());
        }
        for (const auto& [name, value] : record_.items()) {
            if (!value.is_null()) metadata.add_json(name, value.dump());
        }
        for (const auto& [name, text] : kept_) metadata.add_text(name, text);
        document_.metadata_json = metadata.json();
    }

    void warn(std::string text) { document_.origin.warnings.push_back(std::move(text)); }

    Json& record_;
    Document& document_;
    std::vector<std::pair<std::string, std::string>> kept_;  // known fields of no known value
    bool has_text_ = false;
};

}  // namespace

Extracted JsonRecordExtractor::extract(const Input& input) const {
    Document document;
    // JSON is UTF-8 (RFC 8259, section 8.1): one bad byte never makes a record another character
    // set.
    std::size_t repaired = 0;
    std::string_view bytes = input.bytes;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::string text = repair_utf8(bytes, &repaired);
    if (repaired > 0) {
        document.origin.warnings.push_back(std::to_string(repaired) +
                                           " ill-formed UTF-8 sequences became U+FFFD");
    }
    if (is_blank(text)) return Rejection{RejectionCode::empty, "the record has no bytes"};
    std::size_t lone_surrogates = 0;
    repair_lone_surrogates(text, lone_surrogates);
    if (lone_surrogates > 0) {
        document.origin.warnings.push_back(std::to_string(lone_surrogates) +
                                           " halves of surrogate pairs became U+FFFD");
    }
    Json record;
    std::string error;
    if (!read_json(text, record, error)) return Rejection{RejectionCode::damaged, error};
    if (!record.is_object()) {
        return Rejection{RejectionCode::damaged,
                         "a record must be a JSON object, not " + type_of(record)};
    }
    RecordReader reader(record, document);
    try {
        reader.read();
    } catch (BadField& bad) {
        return Rejection{RejectionCode::bad_field, std::move(bad.detail)};
    }
    if (!reader.has_text()) {
        return Rejection{RejectionCode::missing_field, "field \"text\" is missing"};
    }
    if (is_blank(document.text) && !is_blank(document.title)) {
        document.origin.warnings.push_back("the record has a title and no text");
    }
    if (is_blank(document.id)) {
        const bool has_url = !is_blank(document.url);
        document.id = has_url ? document.url : input.default_id;
        document.origin.warnings.push_back(
            has_url ? "field \"id\" is missing: the url stands for it"
                    : "field \"id\" is missing: the place stands for it");
    }
    return document;
}

}  // namespace gazette
