#include "indexer/extract/warc.h"
#include "tests/fuzz/container_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const gazette::WarcReader reader;
    return gazette::fuzz::read_container(reader, data, size);
}
