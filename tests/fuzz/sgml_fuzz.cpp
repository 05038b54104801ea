// The cutter of stories, in small reads, and the reader of each story.
#include "indexer/extract/byte_sources.h"
#include "indexer/extract/sgml_stories.h"
#include "tests/fuzz/extract_fuzz.h"

#include <unordered_set>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    gazette::MemorySource source(bytes);
    std::unordered_set<std::string> names;
    gazette::SgmlStoriesReader().read(source, [&](const gazette::Member& member) {
        gazette::fuzz::require(names.insert(member.name).second);
        gazette::fuzz::extract_one(gazette::kSgmlStoryMediaType,
                                   reinterpret_cast<const std::uint8_t*>(member.bytes.data()),
                                   member.bytes.size());
        return true;
    });
    return gazette::fuzz::extract_one(gazette::kSgmlStoryMediaType, data, size);
}
