// JSON text -> value, with the checks that nlohmann's own parser does not make: nesting depth and
// names given twice. Shared by the extractors that meet JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace gazette {

// True for success; otherwise `error` says what is wrong and at which byte. Never throws. The
// order of members is kept. Numbers that do not fit in 64 bits or a double keep their digits, as
// a string.
bool read_json(std::string_view text, nlohmann::ordered_json& value, std::string& error);

}  // namespace gazette
