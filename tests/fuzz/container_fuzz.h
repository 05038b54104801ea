// What must hold for any bytes in a container: members with names of their own, and no more of them
// than the bytes explain.
#pragma once

#include "indexer/extract/utf8.h"
#include "tests/extract/members.h"
#include "tests/fuzz/extract_fuzz.h"

#include <set>
#include <string>

namespace gazette::fuzz {

inline int read_container(const ContainerReader& reader,
                          const std::uint8_t* data,
                          std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const test::Members found = test::members_of(reader, bytes, 1000);
    std::set<std::string> names;
    for (const Member& member : found.members) {
        require(!member.name.empty());
        require(names.insert(member.name).second);
        require(!member.why_not.empty() || !member.bytes.empty());
        require(member.why_not.empty() || member.bytes.empty());
        require(member.why_not.empty() == !member.media_type.empty());
    }
    // The same, however the bytes come.
    const test::Members again = test::members_of(reader, bytes);
    require(again.lines() == found.lines() && again.problem == found.problem);
    return 0;
}

}  // namespace gazette::fuzz
