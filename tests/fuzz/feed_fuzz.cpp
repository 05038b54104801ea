#include "indexer/extract/feed.h"
#include "tests/fuzz/container_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const gazette::FeedReader reader;
    return gazette::fuzz::read_container(reader, data, size);
}
