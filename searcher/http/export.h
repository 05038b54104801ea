// All hits of a search as a file: CSV, JSON Lines, RIS or BibTeX. Its last record is a manifest,
// without which the file is not whole: the query as it was read, the filters, the revision, how
// many records there are, and the XXH3-128 hash of all bytes before the manifest.
//
// A cell of CSV that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
// carriage return) begins with an apostrophe instead, as the fourth rule of OWASP's "CSV Injection"
// has it. A cell that begins with an apostrophe by itself gets another one, so that taking one away
// from each cell that begins with one gives the value back.
#pragma once

#include "searcher/request.h"
#include "searcher/response.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

enum class ExportFormat : std::uint8_t { csv, json_lines, ris, bibtex };

std::string_view name_of(ExportFormat format);  // "csv", "jsonl", "ris", "bib": the file's ending
std::optional<ExportFormat> export_format_of(std::string_view name);
std::string_view media_type_of(ExportFormat format);

// For one thread at a time.
class ExportWriter {
  public:
    ExportWriter(ExportFormat format, const SearchRequest& request);
    ~ExportWriter();
    ExportWriter(ExportWriter&&) noexcept;
    ExportWriter& operator=(ExportWriter&&) noexcept;

    // Each gives the next bytes of the file: header() first, manifest() last.
    std::string header();
    std::string record(const Hit& hit);
    std::string manifest(const SearchResponse& about, const std::string& published_at);

    std::uint64_t records() const { return records_; }

  private:
    struct Hash;
    std::string hashed(std::string bytes);

    ExportFormat format_;
    SearchRequest request_;
    std::uint64_t records_ = 0;
    std::unique_ptr<Hash> hash_;
};

}  // namespace gazette
