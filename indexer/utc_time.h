// The time as the index writes it down.
#pragma once

#include <string>

namespace gazette {

// "2026-05-07T10:00:00Z"
std::string utc_now();

}  // namespace gazette
