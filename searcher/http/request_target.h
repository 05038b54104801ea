// The target of a request, "/path?name=value&...", taken apart: strictly, so that nothing is
// searched that was not asked for.
#pragma once

#include "searcher/http/message.h"

#include <string_view>
#include <variant>

namespace gazette {

// A request of that target, path and parameters, without method and fields. `+` is a space in the
// query only. Takes any bytes.
std::variant<HttpRequest, Problem> parse_target(std::string_view target);

// What an address over kMaxRequestTargetBytes is answered with.
Problem target_too_long();

}  // namespace gazette
