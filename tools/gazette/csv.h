// Tables as text: RFC 4180. Fields are parted by commas; one that holds a comma, a quotation mark
// or a line end is quoted, with its quotation marks doubled. Lines end in LF or CRLF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

inline constexpr std::size_t kMaxCsvRecordBytes = 65536;
inline constexpr std::size_t kMaxCsvFields = 64;  // of one record

struct CsvRecord {
    std::uint64_t line = 0;  // on which it begins, from 1
    std::vector<std::string> fields;
    std::string error;  // why it cannot be read; then there are no fields
};

// Reads bytes that must outlive it. A record that cannot be read, or is not UTF-8, takes its first
// line along and no other: so a quotation mark that is never closed does not swallow the rest.
class CsvReader {
  public:
    // A byte order mark at the beginning is passed over.
    explicit CsvReader(std::string_view bytes);

    // The next record that is not an empty line; nothing behind the last.
    std::optional<CsvRecord> next();

  private:
    CsvRecord record();
    void pass(std::size_t bytes);
    void pass_line();

    std::string_view rest_;
    std::uint64_t line_ = 1;
};

// A record as one line with its end, LF.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace gazette
