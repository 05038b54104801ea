// Where paragraphs begin: for connectors of a query that ask for the same paragraph.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gazette {

// Byte offsets at which a paragraph of `text` begins: 0 first, text.size() not included; none for a
// text of white space. `text` is valid UTF-8. A paragraph ends at
//   - an empty line, or U+2029;
//   - one line break before a line that is indented by U+3000, a tab or two spaces;
//   - one line break beside a line of more than kLongLineBytes: such a text is not cut into lines
//   of
//     one width, so that its line breaks are the author's.
// All other line breaks may be those of a page's layout, and end none.
std::vector<std::size_t> paragraph_starts(std::string_view text);

// Two lines of a page in Latin letters, more than one of Chinese.
inline constexpr std::size_t kLongLineBytes = 200;

}  // namespace gazette
