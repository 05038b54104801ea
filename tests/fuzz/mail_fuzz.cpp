// A mailbox, and the same bytes as one message.
#include "indexer/extract/byte_sources.h"
#include "indexer/extract/mail.h"
#include "indexer/extract/sniff.h"
#include "tests/fuzz/extract_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gazette;
    MemorySource source({reinterpret_cast<const char*>(data), size});
    MboxReader().read(source, [](Member member) {
        fuzz::require(!member.name.empty() && is_utf8(member.name));
        return true;
    });
    return fuzz::extract_one(kMessageMediaType, data, size);
}
