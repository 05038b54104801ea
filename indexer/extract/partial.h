// What was read in part.
#pragma once

#include <string_view>

namespace gazette {

// A warning that begins so says what of the input is not in the document: "partial: pages 3 to 7
// have no text layer". `gazette status --partial` lists these.
inline constexpr std::string_view kPartial = "partial: ";

// Of warnings, a line each.
constexpr bool is_partial(std::string_view warnings) {
    while (!warnings.starts_with(kPartial)) {
        const std::size_t end = warnings.find('\n');
        if (end == std::string_view::npos) return false;
        warnings.remove_prefix(end + 1);
    }
    return true;
}

}  // namespace gazette
