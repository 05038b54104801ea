// Bytes that claim to be what an extract-worker says of an input that it opens, or what it is
// asked: what is read of them is written back as it was.
#include "indexer/format/index_error.h"
#include "indexer/open_wire.h"
#include "tests/fuzz/extract_fuzz.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gazette;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        const std::string again = encode_request(decode_request(bytes));
        fuzz::require(encode_request(decode_request(again)) == again);
    } catch (const IndexError&) {
        // Refused.
    }
    try {
        OpenEvent event = decode_event(bytes, {});
        const std::string fields = encode_fields(event);
        fuzz::require(encode_fields(decode_event(fields, bytes_of(event))) == fields);
    } catch (const IndexError&) {
        return 0;
    }
    return 0;
}
