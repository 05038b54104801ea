// Which of the two term writers can be used with the libxapian that is there.
#pragma once

#include "indexer/term_writer.h"

#include <filesystem>
#include <string>

namespace gazette {

struct WriterChoice {
    WriterKind kind = WriterKind::bulk;
    // Why it is not the one that was wanted, for a person to read; else empty.
    std::string notice;
};

// The bulk writer is used with Xapian 1.4 where a database that the library makes is of the format
// that the bulk writer knows. That database is made in the new folder `scratch`, which is removed
// again. Throws IndexError where it cannot be made.
WriterChoice choose_writer(WriterKind wanted, const std::filesystem::path& scratch);

// The choice, for a library that calls itself `version` and whose databases begin with `mark`.
WriterChoice choose_writer(WriterKind wanted, const std::string& version, const std::string& mark);

}  // namespace gazette
