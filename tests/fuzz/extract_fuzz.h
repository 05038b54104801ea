// What must hold for any input of any format: a document that keeps document.h's promises, or a
// rejection with a reason.
#pragma once

#include "indexer/extract/registry.h"
#include "indexer/extract/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace gazette::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

inline int extract_one(std::string_view media_type, const std::uint8_t* data, std::size_t size) {
    Input input;
    input.uri = "/fuzz/input";
    input.default_id = "input";
    input.media_type = media_type;
    input.bytes.assign(reinterpret_cast<const char*>(data), size);
    const Extracted extracted = extract(input);
    if (const auto* rejection = std::get_if<Rejection>(&extracted)) {
        require(!rejection->detail.empty() && is_utf8(rejection->detail));
        return 0;
    }
    const Document& document = std::get<Document>(extracted);
    require(!document.id.empty() && document.id.size() <= kMaxDocumentIdBytes);
    require(!document.title.empty() && is_utf8(document.title));
    require(is_utf8(document.text) && is_utf8(document.metadata_json));
    std::uint32_t last_end = 0;
    for (const Segment& segment : document.segments) {
        require(!segment.id.empty() && is_utf8(segment.label));
        require(last_end <= segment.begin && segment.begin <= segment.end);
        require(segment.end <= document.text.size());
        last_end = segment.end;
    }
    return 0;
}

}  // namespace gazette::fuzz
