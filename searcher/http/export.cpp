#include "searcher/http/export.h"

#include "indexer/format/civil_date.h"
#include "indexer/format/stored_document.h"
#include "searcher/http/json.h"
#include "searcher/request_filters.h"

#include <nlohmann/json.hpp>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <utility>
#include <vector>

namespace gazette {

namespace {

using Json = nlohmann::ordered_json;

struct FormatRow {
    ExportFormat format;
    std::string_view name;
    std::string_view media_type;
};

constexpr std::array<FormatRow, 4> kFormats = {{
    {ExportFormat::csv, "csv", "text/csv; charset=utf-8; header=present"},
    {ExportFormat::json_lines, "jsonl", "application/x-ndjson"},
    {ExportFormat::ris, "ris", "application/x-research-info-systems; charset=utf-8"},
    {ExportFormat::bibtex, "bib", "application/x-bibtex; charset=utf-8"},
}};

constexpr std::array<std::string_view, 11> kColumns = {"record",
                                                       "id",
                                                       "title",
                                                       "lang",
                                                       "kind",
                                                       "date",
                                                       "source",
                                                       "collection",
                                                       "url",
                                                       "place",
                                                       "passage"};

std::string_view sort_name(SortOrder sort) {
    static constexpr std::array<std::string_view, 3> kNames = {"relevance", "newest", "oldest"};
    return kNames.at(static_cast<std::size_t>(sort));
}

std::string now_utc() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::string passage_of(const Hit& hit) {
    std::string text;
    if (hit.snippets.empty()) return text;
    for (const Fragment& fragment : hit.snippets.front().fragments) text += fragment.text;
    return text;
}

std::string place_of(const Hit& hit) {
    if (hit.snippets.empty()) return {};
    const Segment& segment = hit.snippets.front().segment;
    std::string place = segment.label;
    if (segment.page != 0) {
        place += (place.empty() ? "page " : ", page ") + std::to_string(segment.page);
    }
    return place;
}

// What a spreadsheet would take for a formula, as typed in half and in full width; and the
// apostrophe that makes it a text, so that it can be told from one of the text's own.
bool begins_formula(std::string_view value) {
    constexpr std::string_view kBegins = "=+-@\t\r\n'";
    constexpr std::array<std::string_view, 4> kWide = {"＝", "＋", "－", "＠"};
    return kBegins.find(value.front()) != std::string_view::npos ||
           std::any_of(
               kWide.begin(), kWide.end(), [&](auto sign) { return value.starts_with(sign); });
}

std::string csv_cell(std::string_view value) {
    std::string cell = "\"";
    if (!value.empty() && begins_formula(value)) cell += '\'';
    for (const char c : value) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

std::string csv_row(const std::vector<std::string>& cells) {
    std::string row;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        if (i > 0) row += ',';
        if (i < cells.size() && !cells[i].empty()) row += csv_cell(cells[i]);
    }
    return row + "\r\n";
}

// What a line of RIS may hold.
std::string one_line(std::string text) {
    std::replace_if(
        text.begin(),
        text.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        ' ');
    return text;
}

std::string ris_line(std::string_view tag, const std::string& value) {
    if (value.empty()) return {};
    return std::string(tag) + "  - " + one_line(value) + "\r\n";
}

std::string_view ris_type(const std::string& kind) {
    if (kind == "law") return "STAT";
    if (kind == "case") return "CASE";
    if (kind == "news") return "NEWS";
    if (kind == "debate") return "HEAR";
    if (kind == "policy") return "RPRT";
    return "GEN";
}

std::string ris_record(const Hit& hit) {
    const std::string date = to_string(hit.date);
    std::string ris = ris_line("TY", std::string(ris_type(hit.kind)));
    ris += ris_line("TI", hit.title.empty() ? hit.id : hit.title);
    ris += ris_line("T2", hit.source);
    if (!date.empty()) {
        std::string slashed = date;
        std::replace(slashed.begin(), slashed.end(), '-', '/');
        ris += ris_line("PY", date.substr(0, 4)) + ris_line("DA", slashed + "/");
    }
    ris += ris_line("LA", hit.lang) + ris_line("UR", hit.url) + ris_line("AN", hit.id);
    const std::string place = place_of(hit);
    const std::string passage = passage_of(hit);
    if (!passage.empty()) ris += ris_line("N1", (place.empty() ? "" : place + ": ") + passage);
    return ris + "ER  - \r\n\r\n";
}

// Inside braces; what TeX would act on is made to stand for itself.
std::string bibtex_text(std::string_view text) {
    std::string tex;
    for (const char c : text) {
        if (c == '\\') {
            tex += "\\textbackslash{}";
        } else if (c == '~') {
            tex += "\\textasciitilde{}";
        } else if (c == '^') {
            tex += "\\textasciicircum{}";
        } else if (std::string_view("{}$&#_%").find(c) != std::string_view::npos) {
            tex += std::string("\\") + c;
        } else {
            tex += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return tex;
}

std::string bibtex_field(std::string_view name, const std::string& value) {
    if (value.empty()) return {};
    // An address is taken as it is, but for what would end it.
    std::string text;
    if (name == "url") {
        for (const char c : value) {
            const bool plain = c > ' ' && c != '{' && c != '}' && c != '\\' && c != 0x7F;
            std::array<char, 4> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "%%%02X", static_cast<unsigned char>(c));
            if (plain || static_cast<unsigned char>(c) >= 0x80) {
                text += c;
            } else {
                text += escaped.data();
            }
        }
    } else {
        text = bibtex_text(value);
    }
    return "  " + std::string(name) + " = {" + text + "},\n";
}

std::string bibtex_record(const Hit& hit) {
    const std::string date = to_string(hit.date);
    std::string bibtex = "@misc{doc" + content_hash(hit.id).substr(0, 12) + ",\n";
    bibtex += bibtex_field("title", hit.title.empty() ? hit.id : hit.title);
    bibtex += bibtex_field("date", date);
    bibtex += bibtex_field("year", date.substr(0, 4));
    bibtex += bibtex_field("howpublished", hit.source);
    bibtex += bibtex_field("type", hit.kind);
    bibtex += bibtex_field("langid", hit.lang);
    bibtex += bibtex_field("url", hit.url);
    bibtex += bibtex_field("eprint", hit.id);
    const std::string place = place_of(hit);
    bibtex +=
        bibtex_field("note", place.empty() ? passage_of(hit) : place + ": " + passage_of(hit));
    return bibtex + "}\n\n";
}

Json filters_json(const SearchRequest& request) {
    Json filters = Json::object();
    for (const FieldFilter& filter : field_filters(request)) {
        const std::string name(row_of(filter.field).name);
        if (!filter.wanted.empty()) filters[name] = filter.wanted;
        if (!filter.excluded.empty()) filters["-" + name] = filter.excluded;
    }
    if (request.from.known()) filters["from"] = to_string(request.from);
    if (request.to.known()) filters["to"] = to_string(request.to);
    return filters;
}

// Braces inside strings as \u escapes, so that they stand in pairs.
std::string with_paired_braces(std::string_view json) {
    std::string text;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string && c == '\\') {
            text += c;
            text += json[++i];
            continue;
        }
        if (c == '"') in_string = !in_string;
        if (in_string && c == '{') {
            text += "\\u007b";
        } else if (in_string && c == '}') {
            text += "\\u007d";
        } else {
            text += c;
        }
    }
    return text;
}

}  // namespace

std::string_view name_of(ExportFormat format) {
    return kFormats.at(static_cast<std::size_t>(format)).name;
}

std::optional<ExportFormat> export_format_of(std::string_view name) {
    for (const FormatRow& row : kFormats) {
        if (row.name == name) return row.format;
    }
    return std::nullopt;
}

std::string_view media_type_of(ExportFormat format) {
    return kFormats.at(static_cast<std::size_t>(format)).media_type;
}

struct ExportWriter::Hash {
    Hash() : state(XXH3_createState()) { XXH3_128bits_reset(state); }
    ~Hash() { XXH3_freeState(state); }
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;

    std::string hex() const {
        XXH128_canonical_t canonical;
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::string text;
        for (const unsigned char byte : canonical.digest) {
            text += kDigits[byte >> 4U];
            text += kDigits[byte & 15U];
        }
        return text;
    }

    XXH3_state_t* state;
};

ExportWriter::ExportWriter(ExportFormat format, const SearchRequest& request)
    : format_(format), request_(request), hash_(std::make_unique<Hash>()) {}

ExportWriter::~ExportWriter() = default;
ExportWriter::ExportWriter(ExportWriter&&) noexcept = default;
ExportWriter& ExportWriter::operator=(ExportWriter&&) noexcept = default;

std::string ExportWriter::hashed(std::string bytes) {
    XXH3_128bits_update(hash_->state, bytes.data(), bytes.size());
    return bytes;
}

std::string ExportWriter::header() {
    if (format_ != ExportFormat::csv) return {};
    std::string header;
    for (const std::string_view column : kColumns) {
        header += (header.empty() ? "" : ",") + std::string(column);
    }
    return hashed(header + "\r\n");
}

std::string ExportWriter::record(const Hit& hit) {
    ++records_;
    switch (format_) {
        case ExportFormat::csv:
            return hashed(csv_row({"hit",
                                   hit.id,
                                   hit.title,
                                   hit.lang,
                                   hit.kind,
                                   to_string(hit.date),
                                   hit.source,
                                   hit.collection,
                                   hit.url,
                                   place_of(hit),
                                   passage_of(hit)}));
        case ExportFormat::json_lines:
            return hashed(to_json(hit) + "\n");
        case ExportFormat::ris:
            return hashed(ris_record(hit));
        case ExportFormat::bibtex:
            return hashed(bibtex_record(hit));
    }
    return {};
}

std::string ExportWriter::manifest(const SearchResponse& about, const std::string& published_at) {
    const Json manifest = {{"query", about.query.input},
                           {"canonical", about.query.canonical},
                           {"filters", filters_json(request_)},
                           {"sort", sort_name(request_.sort)},
                           {"revision", about.revision},
                           {"published_at", published_at},
                           {"exported_at", now_utc()},
                           {"records", records_},
                           {"total", about.total},
                           {"xxh3_128", hash_->hex()}};
    const std::string json = manifest.dump(-1, ' ', false, Json::error_handler_t::replace);
    switch (format_) {
        case ExportFormat::csv:
            return csv_row({"manifest", json});
        case ExportFormat::json_lines:
            return "{\"manifest\":" + json + "}\n";
        case ExportFormat::ris:
            return ris_line("TY", "GEN") + ris_line("TI", "Manifest of this export") +
                   ris_line("N1", json) + "ER  - \r\n";
        case ExportFormat::bibtex:
            return "@comment{manifest " + with_paired_braces(json) + "}\n";
    }
    return {};
}

}  // namespace gazette
