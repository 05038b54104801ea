#include "indexer/format/stored_fields.h"

#include <array>
#include <utility>

namespace gazette {
namespace {

// The strings of a document in the order in which they are stored.
template <typename Doc>
auto strings_of(Doc& d) {
    return std::array{&d.id,
                      &d.work_id,
                      &d.title,
                      &d.lang,
                      &d.kind,
                      &d.source,
                      &d.publisher,
                      &d.jurisdiction,
                      &d.collection,
                      &d.url,
                      &d.rights,
                      &d.metadata_json,
                      &d.origin.uri,
                      &d.origin.extractor};
}

template <typename Doc>
auto periods_of(Doc& d) {
    return std::array{&d.published, &d.effective, &d.modified};
}

void put_period(ByteWriter& out, const CivilPeriod& period) {
    out.byte(static_cast<std::uint8_t>(period.precision));
    if (!period.known()) return;
    out.signed_varint(period.first);
    out.signed_varint(std::int64_t{period.last} - period.first);
}

CivilDay get_day(ByteReader& in, std::int64_t day) {
    if (day < INT32_MIN || day > INT32_MAX) in.fail("a date is out of range");
    return static_cast<CivilDay>(day);
}

CivilPeriod get_period(ByteReader& in) {
    const std::uint8_t precision = in.byte();
    if (precision > static_cast<std::uint8_t>(DatePrecision::day)) in.fail("an unknown precision");
    if (precision == 0) return {};
    const CivilDay first = get_day(in, in.signed_varint());
    const std::int64_t days = in.signed_varint();
    if (days < INT32_MIN || days > INT32_MAX) in.fail("a date is out of range");
    return {first, get_day(in, first + days), static_cast<DatePrecision>(precision)};
}

}  // namespace

void put_header_fields(ByteWriter& out, const Document& document) {
    for (const std::string* text : strings_of(document)) out.string(*text);
    out.byte(static_cast<std::uint8_t>(document.lang_source));
    for (const CivilPeriod* period : periods_of(document)) put_period(out, *period);
    out.signed_varint(document.origin.extractor_version);
    out.varint(document.origin.warnings.size());
    for (const auto& warning : document.origin.warnings) out.string(warning);
}

Document get_header_fields(ByteReader& in) {
    Document document;
    for (std::string* text : strings_of(document)) *text = in.string();
    const std::uint8_t source = in.byte();
    if (source > static_cast<std::uint8_t>(LanguageSource::detected)) {
        in.fail("an unknown source of a language");
    }
    document.lang_source = static_cast<LanguageSource>(source);
    for (CivilPeriod* period : periods_of(document)) *period = get_period(in);
    document.origin.extractor_version = get_day(in, in.signed_varint());
    document.origin.warnings.resize(in.count(1));
    for (auto& warning : document.origin.warnings) warning = in.string();
    return document;
}

void put_segments(ByteWriter& out, const std::vector<Segment>& segments) {
    out.varint(segments.size());
    for (const auto& s : segments) out.byte(static_cast<std::uint8_t>(s.kind));
    std::int64_t page = 0;
    for (const auto& s : segments) out.signed_varint(s.page - std::exchange(page, s.page));
    std::uint32_t end = 0;
    for (const auto& s : segments) out.varint(s.begin - std::exchange(end, s.end));
    for (const auto& s : segments) out.varint(s.end - s.begin);
    for (const auto& s : segments) out.string(s.id);
    for (const auto& s : segments) out.string(s.label);
}

std::vector<Segment> get_segments(ByteReader& in, std::uint32_t text_bytes) {
    std::vector<Segment> segments(in.count(6));
    for (auto& s : segments) {
        const std::uint8_t kind = in.byte();
        if (kind > static_cast<std::uint8_t>(SegmentKind::annex))
            in.fail("an unknown segment kind");
        s.kind = static_cast<SegmentKind>(kind);
    }
    std::int64_t page = 0;
    for (auto& s : segments) {
        const std::int64_t step = in.signed_varint();
        if (step < -page || step > UINT32_MAX - page) in.fail("a page number is out of range");
        page += step;
        s.page = static_cast<std::uint32_t>(page);
    }
    std::vector<std::uint32_t> gaps(segments.size());
    for (auto& gap : gaps) gap = in.varint32();
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const std::uint64_t begin = end + gaps[i];
        end = begin + in.varint32();
        if (end > text_bytes) in.fail("a segment lies outside of the text");
        segments[i].begin = static_cast<std::uint32_t>(begin);
        segments[i].end = static_cast<std::uint32_t>(end);
    }
    for (auto& s : segments) s.id = in.string();
    for (auto& s : segments) s.label = in.string();
    return segments;
}

void put_described_fields(ByteWriter& out, const Document& document) {
    out.string(document.status);
    put_period(out, document.effective_to);
    put_period(out, document.fetched);
    out.varint(document.identifiers.size());
    for (const auto& i : document.identifiers) {
        out.string(i.scheme);
        out.string(i.value);
    }
    out.varint(document.relations.size());
    for (const auto& r : document.relations) {
        out.string(r.type);
        out.string(r.target);
        out.string(r.label);
    }
    out.varint(document.subjects.size());
    for (const auto& s : document.subjects) {
        out.string(s.scheme);
        out.string(s.code);
        out.string(s.label);
    }
    for (const auto& s : document.segments) out.string(s.lang);
}

void get_described_fields(ByteReader& in, Document& document) {
    document.status = in.string();
    document.effective_to = get_period(in);
    document.fetched = get_period(in);
    document.identifiers.resize(in.count(2));
    for (auto& i : document.identifiers) {
        i.scheme = in.string();
        i.value = in.string();
    }
    document.relations.resize(in.count(3));
    for (auto& r : document.relations) {
        r.type = in.string();
        r.target = in.string();
        r.label = in.string();
    }
    document.subjects.resize(in.count(3));
    for (auto& s : document.subjects) {
        s.scheme = in.string();
        s.code = in.string();
        s.label = in.string();
    }
    for (auto& s : document.segments) s.lang = in.string();
}

std::uint64_t stored_fields_bytes(const Document& document) {
    std::uint64_t bytes = 0;
    for (const std::string* text : strings_of(document)) bytes += text->size();
    for (const auto& warning : document.origin.warnings) bytes += warning.size();
    bytes += document.status.size();
    for (const auto& i : document.identifiers) bytes += i.scheme.size() + i.value.size();
    for (const auto& r : document.relations) {
        bytes += r.type.size() + r.target.size() + r.label.size();
    }
    for (const auto& s : document.subjects) {
        bytes += s.scheme.size() + s.code.size() + s.label.size();
    }
    for (const auto& s : document.segments) {
        bytes += sizeof(Segment) + s.id.size() + s.label.size() + s.lang.size();
    }
    return bytes;
}

}  // namespace gazette
