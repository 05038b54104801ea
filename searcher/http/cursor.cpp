// The bytes of a cursor, before they are made letters (base64url, RFC 4648, without padding):
//
//   version, XXH3-64 of the rest (to tell a word that was cut or mistyped)
//   id of the document that hits are like (empty: none); query, filters, dates, sort, limit, flags,
//   half-life; revision and time of the state; score, id, given
#include "searcher/http/cursor.h"

#include "indexer/format/byte_codec.h"
#include "indexer/format/document.h"
#include "indexer/format/stored_document.h"
#include "searcher/column_filters.h"
#include "searcher/http/limits.h"
#include "searcher/http/utf16.h"
#include "searcher/query/limits.h"

#include <array>
#include <bit>
#include <cmath>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::uint8_t kVersion = 4;
constexpr std::string_view kWhat = "the cursor";
constexpr std::size_t kChecksumBytes = 8;
constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string letters_of(std::string_view bytes) {
    std::string letters;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xFFFFU;
        for (count += 8; count >= 6; count -= 6) letters += kLetters[bits >> (count - 6) & 63U];
    }
    if (count > 0) letters += kLetters[bits << (6 - count) & 63U];
    return letters;
}

std::optional<std::string> bytes_of(std::string_view letters) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : letters) {
        const auto value = kLetters.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFU;
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(bits >> count & 0xFFU);
    }
    return bytes;
}

std::string checksum(std::string_view bytes) {
    return content_hash(bytes).substr(0, kChecksumBytes);
}

void put_list(ByteWriter& out, const std::vector<std::string>& values) {
    out.varint(values.size());
    for (const std::string& value : values) out.string(value);
}

std::string get_text(ByteReader& in, std::size_t longest) {
    const std::string_view text = in.string();
    if (text.size() > longest) in.fail("a text is too long");
    if (!is_valid_utf8(text) || text.find('\0') != std::string_view::npos) {
        in.fail("a text is not UTF-8");
    }
    return std::string(text);
}

std::vector<std::string> get_list(ByteReader& in) {
    const std::size_t count = in.count(1);
    if (count > http_limits::kMaxFilterValues) in.fail("a list is too long");
    std::vector<std::string> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(get_text(in, http_limits::kMaxFilterValueBytes));
    }
    return values;
}

void put_excluded(ByteWriter& out, const std::vector<FieldValue>& excluded) {
    out.varint(excluded.size());
    for (const FieldValue& one : excluded) {
        out.string(row_of(one.field).name);
        out.string(one.value);
    }
}

std::vector<FieldValue> get_excluded(ByteReader& in) {
    constexpr std::size_t kFields = 6;
    const std::size_t count = in.count(2);
    if (count > kFields * http_limits::kMaxFilterValues) in.fail("a list is too long");
    std::vector<FieldValue> excluded;
    for (std::size_t i = 0; i < count; ++i) {
        const auto field = facet_field_of(in.string());
        if (!field || *field == FacetField::year) in.fail("there is no such filter");
        excluded.push_back(
            {*field_of(name_of(*field)), get_text(in, http_limits::kMaxFilterValueBytes)});
    }
    return excluded;
}

CivilPeriod get_period(ByteReader& in) {
    const std::string text = get_text(in, 16);
    if (text.empty()) return {};
    const auto period = parse_iso_date(text);
    if (!period) in.fail("a date is none");
    return *period;
}

SearchRequest get_request(ByteReader& in) {
    SearchRequest request;
    request.text = get_text(in, query_limits::kMaxQueryBytes);
    request.languages = get_list(in);
    request.kinds = get_list(in);
    request.sources = get_list(in);
    request.publishers = get_list(in);
    request.jurisdictions = get_list(in);
    request.collections = get_list(in);
    request.excluded = get_excluded(in);
    request.from = get_period(in);
    request.to = get_period(in);
    const std::uint8_t sort = in.byte();
    if (sort > static_cast<std::uint8_t>(SortOrder::oldest)) in.fail("there is no such order");
    request.sort = static_cast<SortOrder>(sort);
    request.limit = in.varint32();
    if (request.limit == 0 || request.limit > request_limits::kMaxHits) in.fail("the page is none");
    const std::uint8_t flags = in.byte();
    if (flags > 63) in.fail("there is no such flag");
    request.exact_total = (flags & 1U) != 0;
    request.spans = (flags & 2U) != 0;
    request.expand = (flags & 8U) != 0;
    request.prior.recency = (flags & 16U) != 0;
    request.prior.authority = (flags & 32U) != 0;
    request.prior.half_life = in.varint32();
    const std::uint32_t longest = request.prior.recency ? request_limits::kMaxHalfLife : 0;
    if (request.prior.half_life > longest) in.fail("the half-life is none");
    request.reading = (flags & 4U) != 0 ? Reading::any_words : Reading::query;
    ResumePoint point;
    point.revision = in.varint();
    point.published_at = get_text(in, 64);
    point.score = std::bit_cast<double>(in.fixed64());
    if (!std::isfinite(point.score)) in.fail("the score is none");
    point.id = get_text(in, kMaxDocumentIdBytes);
    point.given = in.varint();
    request.resume = std::move(point);
    in.expect_end();
    return request;
}

std::string encode(std::string_view similar_to,
                   const SearchRequest& request,
                   const ResumePoint& next) {
    ByteWriter out;
    out.string(similar_to);
    out.string(request.text);
    put_list(out, request.languages);
    put_list(out, request.kinds);
    put_list(out, request.sources);
    put_list(out, request.publishers);
    put_list(out, request.jurisdictions);
    put_list(out, request.collections);
    put_excluded(out, request.excluded);
    out.string(to_string(request.from));
    out.string(to_string(request.to));
    out.byte(static_cast<std::uint8_t>(request.sort));
    out.varint(request.limit);
    out.byte(static_cast<std::uint8_t>(
        (request.exact_total ? 1U : 0U) | (request.spans ? 2U : 0U) |
        (request.reading == Reading::any_words ? 4U : 0U) | (request.expand ? 8U : 0U) |
        (request.prior.recency ? 16U : 0U) | (request.prior.authority ? 32U : 0U)));
    out.varint(request.prior.half_life);
    out.varint(next.revision);
    out.string(next.published_at);
    out.fixed64(std::bit_cast<std::uint64_t>(next.score));
    out.string(next.id);
    out.varint(next.given);
    const std::string rest = out.take();
    return letters_of(std::string(1, static_cast<char>(kVersion)) + checksum(rest) + rest);
}

std::optional<SimilarRequest> decode(std::string_view cursor) {
    if (cursor.size() > http_limits::kMaxRequestTargetBytes) return std::nullopt;
    const auto bytes = bytes_of(cursor);
    if (!bytes || bytes->size() < 1 + kChecksumBytes) return std::nullopt;
    const std::string_view rest = std::string_view(*bytes).substr(1 + kChecksumBytes);
    if ((*bytes)[0] != static_cast<char>(kVersion)) return std::nullopt;
    if (std::string_view(*bytes).substr(1, kChecksumBytes) != checksum(rest)) return std::nullopt;
    try {
        ByteReader in(rest, kWhat);
        SimilarRequest request;
        request.id = get_text(in, kMaxDocumentIdBytes);
        request.query = get_request(in);
        return request;
    } catch (const IndexError&) {  // what the reader says of bytes that are not as they should be
        return std::nullopt;
    }
}

}  // namespace

std::string encode_cursor(const SearchRequest& request, const ResumePoint& next) {
    return encode({}, request, next);
}

std::string encode_cursor(const SimilarRequest& request, const ResumePoint& next) {
    return encode(request.id, request.query, next);
}

std::optional<SearchRequest> decode_cursor(std::string_view cursor) {
    auto request = decode(cursor);
    if (!request || !request->id.empty()) return std::nullopt;
    return std::move(request->query);
}

std::optional<SimilarRequest> decode_similar_cursor(std::string_view cursor) {
    auto request = decode(cursor);
    if (!request || request->id.empty()) return std::nullopt;
    return request;
}

}  // namespace gazette
