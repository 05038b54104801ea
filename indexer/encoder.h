// Document + Analyzer -> terms, column row, stored bytes: all that a part keeps of a document.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/columns.h"
#include "indexer/format/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gazette {

// One index term of a document.
struct EncodedTerm {
    std::uint32_t wdf = 0;
    // Ascending, distinct; empty for classes without; places for units and segments (fields.h).
    std::vector<std::uint32_t> positions;
};

struct EncodedDocument {
    std::unordered_map<std::string, EncodedTerm> terms;
    ColumnRow row;       // store_offset and store_size still 0
    std::string stored;  // encode_document()'s bytes
    std::uint32_t text_bytes = 0;
};

// Title tokens stand at 0, 1, ...; the text's from title end + kTitleGap on. The row's content_hash
// stays 0: what was read is not known here. Throws IndexError where why_not_storable() has a
// reason: ask it first. Not thread-safe (the analyzer is not).
EncodedDocument encode(const Document& document, Analyzer& analyzer);

}  // namespace gazette
