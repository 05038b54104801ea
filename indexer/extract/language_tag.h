// Names of languages as sources write them -> BCP 47.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// The tag in canonical case and with the shortest language code: "EN_us" -> "en-US", "ger" ->
// "de", "zh-hant-hk" -> "zh-Hant-HK", "iw" -> "he". Of a list ("de, en") the first. Nothing for
// what is no tag ("English", "x-default").
std::optional<std::string> canonical_language_tag(std::string_view text);

}  // namespace gazette
