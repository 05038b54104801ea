#include "indexer/extract/http_response.h"
#include "indexer/extract/limits.h"
#include "tests/fuzz/extract_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view block(reinterpret_cast<const char*>(data), size);
    const gazette::HttpResponse response = gazette::read_http_response(block);
    gazette::fuzz::require(response.body.size() <=
                           gazette::extract_limits::kMaxWebRecordBytes + size);
    gazette::fuzz::require(response.why_not.empty() || response.body.empty());
    gazette::parse_content_type(response.header("content-type"));
    return 0;
}
