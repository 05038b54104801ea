#include "indexer/extract/wire.h"

#include "indexer/extract/wire_parts.h"

#include <array>
#include <utility>

namespace gazette {
namespace {

constexpr std::uint8_t kDocument = 1;
constexpr std::uint8_t kRejection = 2;

// Every struct is taken apart by a structured binding: a member that is added and forgotten here
// does not compile.

// In the order of the wire.
template <typename Facts>
auto fields_of(Facts& facts) {
    auto& [url,
           title,
           charset,
           lang,
           published,
           fetched,
           kind,
           source,
           publisher,
           jurisdiction,
           rights,
           warnings] = facts;
    static_cast<void>(warnings);
    return std::array{&url,
                      &title,
                      &charset,
                      &lang,
                      &published,
                      &fetched,
                      &kind,
                      &source,
                      &publisher,
                      &jurisdiction,
                      &rights};
}

void write(ByteWriter& out, const RecipeUse& recipe) {
    const auto& [rule, captures, companions] = recipe;
    out.string(rule);
    out.varint(captures.size());
    for (const auto& [name, value] : captures) {
        out.string(name);
        out.string(value);
    }
    out.varint(companions.size());
    for (const auto& [name, path, bytes, problem] : companions) {
        for (const std::string* field : {&name, &path, &bytes, &problem}) out.string(*field);
    }
}

void read(ByteReader& in, RecipeUse& recipe) {
    recipe.rule = in.string();
    recipe.captures.resize(in.count(2));
    for (auto& [name, value] : recipe.captures) {
        name = in.string();
        value = in.string();
    }
    recipe.companions.resize(in.count(4));
    for (auto& [name, path, bytes, problem] : recipe.companions) {
        for (std::string* field : {&name, &path, &bytes, &problem}) *field = in.string();
    }
}

void write(ByteWriter& out, const CivilPeriod& period) {
    const auto& [first, last, precision] = period;
    out.signed_varint(first);
    out.signed_varint(last);
    out.byte(static_cast<std::uint8_t>(precision));
}

template <typename Enum>
Enum read_enum(ByteReader& in, Enum last) {
    const std::uint8_t value = in.byte();
    if (value > static_cast<std::uint8_t>(last)) in.fail("a value is not known");
    return static_cast<Enum>(value);
}

CivilDay read_day(ByteReader& in) {
    const std::int64_t day = in.signed_varint();
    if (day < INT32_MIN || day > INT32_MAX) in.fail("a day is out of range");
    return static_cast<CivilDay>(day);
}

void read(ByteReader& in, CivilPeriod& period) {
    period.first = read_day(in);
    period.last = read_day(in);
    period.precision = read_enum(in, DatePrecision::day);
}

void write(ByteWriter& out, const Segment& segment) {
    const auto& [id, label, kind, page, begin, end, lang] = segment;
    out.string(id);
    out.string(label);
    out.byte(static_cast<std::uint8_t>(kind));
    out.varint(page);
    out.varint(begin);
    out.varint(end);
    out.string(lang);
}

void read(ByteReader& in, Segment& segment) {
    segment.id = in.string();
    segment.label = in.string();
    segment.kind = read_enum(in, SegmentKind::annex);
    segment.page = in.varint32();
    segment.begin = in.varint32();
    segment.end = in.varint32();
    segment.lang = in.string();
}

void write(ByteWriter& out, const Origin& origin) {
    const auto& [uri, extractor, extractor_version, warnings] = origin;
    out.string(uri);
    out.string(extractor);
    out.signed_varint(extractor_version);
    out.varint(warnings.size());
    for (const std::string& warning : warnings) out.string(warning);
}

void read(ByteReader& in, Origin& origin) {
    origin.uri = in.string();
    origin.extractor = in.string();
    origin.extractor_version = static_cast<int>(in.signed_varint());
    origin.warnings.resize(in.count(1));
    for (std::string& warning : origin.warnings) warning = in.string();
}

void write(ByteWriter& out, const Document& document) {
    const auto& [id,
                 work_id,
                 title,
                 lang,
                 lang_source,
                 kind,
                 source,
                 publisher,
                 jurisdiction,
                 collection,
                 url,
                 published,
                 effective,
                 modified,
                 effective_to,
                 fetched,
                 status,
                 identifiers,
                 relations,
                 subjects,
                 rights,
                 metadata_json,
                 origin,
                 segments,
                 text] = document;
    for (const std::string* field : {&id,
                                     &work_id,
                                     &title,
                                     &lang,
                                     &kind,
                                     &source,
                                     &publisher,
                                     &jurisdiction,
                                     &collection,
                                     &url,
                                     &rights,
                                     &metadata_json,
                                     &status,
                                     &text}) {
        out.string(*field);
    }
    out.byte(static_cast<std::uint8_t>(lang_source));
    write(out, published);
    write(out, effective);
    write(out, modified);
    write(out, effective_to);
    write(out, fetched);
    out.varint(identifiers.size());
    for (const auto& [scheme, value] : identifiers) {
        out.string(scheme);
        out.string(value);
    }
    out.varint(relations.size());
    for (const auto& [type, target, label] : relations) {
        out.string(type);
        out.string(target);
        out.string(label);
    }
    out.varint(subjects.size());
    for (const auto& [scheme, code, label] : subjects) {
        out.string(scheme);
        out.string(code);
        out.string(label);
    }
    write(out, origin);
    out.varint(segments.size());
    for (const Segment& segment : segments) write(out, segment);
}

void read(ByteReader& in, Document& document) {
    for (std::string* field : {&document.id,
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
                               &document.text}) {
        *field = in.string();
    }
    document.lang_source = read_enum(in, LanguageSource::detected);
    read(in, document.published);
    read(in, document.effective);
    read(in, document.modified);
    read(in, document.effective_to);
    read(in, document.fetched);
    document.identifiers.resize(in.count(2));
    for (auto& [scheme, value] : document.identifiers) {
        scheme = in.string();
        value = in.string();
    }
    document.relations.resize(in.count(3));
    for (auto& [type, target, label] : document.relations) {
        type = in.string();
        target = in.string();
        label = in.string();
    }
    document.subjects.resize(in.count(3));
    for (auto& [scheme, code, label] : document.subjects) {
        scheme = in.string();
        code = in.string();
        label = in.string();
    }
    read(in, document.origin);
    // Seven bytes of a segment at least.
    document.segments.resize(in.count(7));
    for (Segment& segment : document.segments) read(in, segment);
}

}  // namespace

void write_facts(ByteWriter& out, const InputFacts& facts) {
    for (const std::string* field : fields_of(facts)) out.string(*field);
    out.varint(facts.warnings.size());
    for (const std::string& warning : facts.warnings) out.string(warning);
}

void read_facts(ByteReader& in, InputFacts& facts) {
    for (std::string* field : fields_of(facts)) *field = in.string();
    facts.warnings.resize(in.count(1));
    for (std::string& warning : facts.warnings) warning = in.string();
}

std::string encode_input(const Input& input) {
    const auto& [uri, default_id, collection, media_type, bytes, facts, recipe, ocr] = input;
    ByteWriter out;
    for (const std::string* field : {&uri, &default_id, &collection, &media_type, &ocr, &bytes}) {
        out.string(*field);
    }
    write_facts(out, facts);
    write(out, recipe);
    return out.take();
}

Input decode_input(std::string_view bytes) {
    ByteReader in(bytes, "what the extract-worker was sent");
    Input input;
    for (std::string* field : {&input.uri,
                               &input.default_id,
                               &input.collection,
                               &input.media_type,
                               &input.ocr,
                               &input.bytes}) {
        *field = in.string();
    }
    read_facts(in, input.facts);
    read(in, input.recipe);
    in.expect_end();
    return input;
}

std::string encode_extracted(const Extracted& extracted) {
    ByteWriter out;
    if (const auto* rejection = std::get_if<Rejection>(&extracted)) {
        const auto& [code, detail] = *rejection;
        out.byte(kRejection);
        out.byte(static_cast<std::uint8_t>(code));
        out.string(detail);
    } else {
        out.byte(kDocument);
        write(out, std::get<Document>(extracted));
    }
    return out.take();
}

Extracted decode_extracted(std::string_view bytes) {
    ByteReader in(bytes, "what the extract-worker answered");
    const std::uint8_t which = in.byte();
    if (which == kRejection) {
        Rejection rejection;
        rejection.code = read_enum(in, kLastRejectionCode);
        rejection.detail = in.string();
        in.expect_end();
        return rejection;
    }
    if (which != kDocument) in.fail("it is neither a document nor a rejection");
    Document document;
    read(in, document);
    in.expect_end();
    return document;
}

}  // namespace gazette
