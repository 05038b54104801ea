// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace gazette {

std::string with_thousands(std::uint64_t number);  // "1,234,567"
std::string readable_bytes(std::uint64_t bytes);   // "12.3 MB": decimal units
std::string readable_seconds(double seconds);      // "0.3 s", "2 min 05 s", "1 h 02 min"

}  // namespace gazette
