// Bytes that claim to be what an extract-worker answers, or what it is sent: what is read of them
// is written back as it was, and a document that passes the check keeps document.h's promises.
#include "indexer/extract/completion.h"
#include "indexer/extract/wire.h"
#include "indexer/format/index_error.h"
#include "tests/fuzz/extract_fuzz.h"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gazette;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    try {
        const Extracted extracted = decode_extracted(bytes);
        const std::string again = encode_extracted(extracted);
        fuzz::require(encode_extracted(decode_extracted(again)) == again);
        const auto* document = std::get_if<Document>(&extracted);
        if (document != nullptr && document_problem(*document).empty()) {
            fuzz::require(is_utf8(document->text) && !document->id.empty());
            for (const Segment& segment : document->segments) {
                fuzz::require(segment.begin <= segment.end);
                fuzz::require(segment.end <= document->text.size());
            }
        }
    } catch (const IndexError&) {
        // Refused.
    }
    try {
        const std::string again = encode_input(decode_input(bytes));
        fuzz::require(encode_input(decode_input(again)) == again);
    } catch (const IndexError&) {
        return 0;
    }
    return 0;
}
