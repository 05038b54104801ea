// The XML of a Word document, in a package that is whole: the fuzzer need not learn zip.
#include "indexer/extract/sniff.h"
#include "tests/extract/zip_maker.h"
#include "tests/fuzz/extract_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string xml(reinterpret_cast<const char*>(data), size);
    const std::string package = gazette::test::zip_of(
        {{"word/document.xml", xml}, {"content.xml", xml}, {"docProps/core.xml", xml}});
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(package.data());
    gazette::fuzz::extract_one(gazette::kOdtMediaType, bytes, package.size());
    return gazette::fuzz::extract_one(gazette::kDocxMediaType, bytes, package.size());
}
