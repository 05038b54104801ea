// Markdown that cmark would take too long over, found by one pass over its lines.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

struct MarkdownShape {
    std::string too_costly;       // why it must be read as plain text; empty where it need not
    bool tables_explode = false;  // tables would be padded to many more cells than are written
};
MarkdownShape measure_markdown(std::string_view text);

}  // namespace gazette
