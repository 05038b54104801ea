#include "searcher/query/query_text.h"

#include "searcher/query/limits.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace gazette {

std::optional<QueryError> unreadable_text(const QueryCharacters& characters) {
    const std::uint32_t end = characters.starts.back();
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (!is_query_control(characters.at(i))) continue;
        return QueryError{"control_character",
                          "the query holds a control character (U+00" +
                              [](unsigned value) {
                                  static constexpr std::string_view kHex = "0123456789ABCDEF";
                                  return std::string{kHex[value >> 4], kHex[value & 15U]};
                              }(static_cast<unsigned>(characters.at(i))) +
                              ")",
                          "remove it",
                          {characters.starts[i], characters.starts[i + 1]}};
    }
    if (end != characters.bytes.size()) {
        return QueryError{"invalid_utf8",
                          "the query is not valid UTF-8 here",
                          "send the query as UTF-8",
                          {end, end + 1}};
    }
    return std::nullopt;
}

QueryError too_long(std::size_t bytes, const std::string& what) {
    const std::size_t end = std::min<std::size_t>(bytes, UINT32_MAX);
    return {"too_long",
            what + " " + std::to_string(bytes) + " bytes long; at most " +
                std::to_string(query_limits::kMaxQueryBytes) + " are allowed",
            "search for a part of the text",
            {static_cast<std::uint32_t>(std::min(query_limits::kMaxQueryBytes, end)),
             static_cast<std::uint32_t>(end)}};
}

}  // namespace gazette
