// What says that it is XML, or OSCAL as JSON or YAML, goes to the reader that sniffing names; the
// rest to the reader of any XML.
#include "tests/fuzz/extract_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string named = gazette::sniff_media_type("input.xml", bytes.substr(0, 8192));
    const bool other = named == "text/html" || named == "application/octet-stream" ||
                       gazette::extractor_for(named) == nullptr;
    return gazette::fuzz::extract_one(other ? "application/xml" : named, data, size);
}
