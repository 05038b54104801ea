// YAML -> JSON, with bounds: aliases share nodes in YAML and would not in JSON, so that a few lines
// can stand for billions of values.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace gazette {

// True for success; else `error` says what is wrong. Scalars are strings, empty ones null. A name
// given twice stays twice.
bool read_yaml(std::string_view text,
               std::size_t max_values,
               nlohmann::ordered_json& value,
               std::string& error);

}  // namespace gazette
