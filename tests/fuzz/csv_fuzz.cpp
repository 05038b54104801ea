// Any bytes as a table: it ends, and what was read is read again from what is written of it.
#include "tools/gazette/csv.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    gazette::CsvReader reader({reinterpret_cast<const char*>(data), size});
    while (const auto record = reader.next()) {
        if (!record->error.empty() || record->fields == std::vector<std::string>{""}) continue;
        const std::string written = gazette::csv_line(record->fields);
        if (written.size() > gazette::kMaxCsvRecordBytes) continue;  // quoting made it longer
        // A byte order mark would be passed over at the beginning of a table.
        const std::string table = "x\n" + written;
        gazette::CsvReader again(table);
        again.next();
        const auto same = again.next();
        if (!same || same->fields != record->fields) std::abort();
    }
    return 0;
}
