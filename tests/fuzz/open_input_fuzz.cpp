// Any bytes as an input of an unknown kind: it is told what it is, compression is taken off, and
// what is in it has names of its own. The first byte says how it is opened.
#include "indexer/extract/byte_sources.h"
#include "indexer/open_input.h"
#include "tests/fuzz/extract_fuzz.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <variant>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gazette;
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    static constexpr std::string_view kNames[] = {"a", "a.tar.gz", "a.csv", "a.html.zst", "a.mbox"};
    OpenRequest request;
    request.as = static_cast<OpenAs>(data[0] % 4);
    request.name = kNames[data[0] / 4 % std::size(kNames)];
    request.max_bytes = 1u << 20;
    std::set<std::string> names;
    bool ended = false;
    MemorySource source(bytes);
    open_input(source, request, [&](OpenEvent event) {
        fuzz::require(!ended);
        ended = std::holds_alternative<ContainerEnd>(event);
        if (const auto* opened = std::get_if<OpenedMember>(&event)) {
            fuzz::require(names.insert(opened->member.name).second);
            const bool is_empty = opened->member.bytes.empty();
            fuzz::require(opened->member.why_not.empty() || is_empty);
            fuzz::require(opened->head.problem.empty() || is_empty);
        }
        return true;
    });
    fuzz::require(ended);
    return 0;
}
