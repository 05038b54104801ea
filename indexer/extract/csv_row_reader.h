// CSV (RFC 4180) from a source, row by row with bounded memory.
//
// The separator is ',', ';', a tab or '|': the one that the first line has most of outside quotes.
// Quotes are doubled in quoted fields, or have a backslash before them where `backslash` says so
// (PostgreSQL's COPY with ESCAPE '\'). Lines end with LF, CRLF or CR.
#pragma once

#include "indexer/extract/container.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

class CsvRowReader {
  public:
    // A row of more bytes than `max_row_bytes` is passed over and reported.
    CsvRowReader(ByteSource& source, std::size_t max_row_bytes, bool backslash);

    struct Row {
        std::uint64_t number = 0;  // from 1; empty lines are none
        std::vector<std::string> fields;
        std::uint64_t bytes = 0;
        bool too_long = false;  // `fields` is then empty
    };
    // False at the end, and where the source cannot be read on: it knows why.
    bool next(Row& row);
    // The file ended inside quotes.
    bool is_cut() const { return is_cut_; }

  private:
    bool get(char& c);
    void find_separator();

    ByteSource& source_;
    std::size_t max_row_bytes_;
    bool backslash_;
    char separator_ = ',';
    std::string buffer_;
    std::size_t at_ = 0;
    std::uint64_t rows_ = 0;
    bool begun_ = false;
    bool is_cut_ = false;
};

}  // namespace gazette
