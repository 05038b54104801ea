// Any bytes as a table of an archive: the same rows, however the bytes come, and no more of them
// than the bytes explain. The first byte says how it is quoted.
#include "indexer/extract/csv_row_reader.h"
#include "tests/extract/members.h"
#include "tests/fuzz/extract_fuzz.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace {

using namespace gazette;

constexpr std::size_t kMaxRowBytes = 1000;

std::vector<CsvRowReader::Row> rows_of(std::string_view bytes, bool backslash, std::size_t piece) {
    test::BytesInMemory source(bytes, piece);
    CsvRowReader reader(source, kMaxRowBytes, backslash);
    std::vector<CsvRowReader::Row> rows;
    CsvRowReader::Row row;
    while (reader.next(row)) rows.push_back(row);
    return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const bool backslash = data[0] % 2 == 1;
    const auto rows = rows_of(bytes, backslash, SIZE_MAX);
    const auto again = rows_of(bytes, backslash, 7);
    fuzz::require(rows.size() == again.size());
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        fuzz::require(rows[i].fields == again[i].fields);
        fuzz::require(rows[i].number == i + 1 && again[i].number == i + 1);
        fuzz::require(rows[i].too_long == again[i].too_long);
        fuzz::require(!rows[i].too_long || rows[i].fields.empty());
        std::size_t in_fields = 0;
        for (const std::string& field : rows[i].fields) in_fields += field.size();
        fuzz::require(in_fields <= rows[i].bytes);
        all += rows[i].bytes;
    }
    fuzz::require(all <= bytes.size());
    return 0;
}
