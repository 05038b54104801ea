// Document + Analyzer -> terms, column row, stored bytes: all that a part keeps of a document.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/columns.h"
#include "indexer/format/document.h"
#include "indexer/term_map.h"
#include "indexer/term_sink.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

// What a part keeps of a document beside its terms.
struct DocumentRecord {
    ColumnRow row;                        // store_offset and store_size still 0
    std::string stored;                   // encode_document()'s bytes
    std::vector<std::uint32_t> adjacent;  // adjacency_bucket() of the words side by side
    std::string forms;                    // encode_word_forms()'s bytes
    std::uint32_t text_bytes = 0;
};

struct EncodedDocument : DocumentRecord {
    TermMap terms;
};

// Title tokens stand at 0, 1, ...; the text's from title end + kTitleGap on. The row's content_hash
// stays 0: what was read is not known here. Throws IndexError where why_not_storable() has a
// reason: ask it first; terms may have been given then. Not thread-safe (the analyzer is not).
DocumentRecord encode(const Document& document, Analyzer& analyzer, TermSink& terms);
EncodedDocument encode(const Document& document, Analyzer& analyzer);

}  // namespace gazette
