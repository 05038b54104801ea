// Words that tell apart languages which letter statistics confuse.
#pragma once

#include <string_view>

namespace gazette {

// `tag`, or another language of its group (Danish, Norwegian, Swedish; Indonesian, Malay;
// Spanish, Galician, Portuguese) whose own words the text has more of. `utf8_text` holds words
// parted by spaces. The view is of static storage, or `tag` itself.
std::string_view corrected_by_words(std::string_view tag, std::string_view utf8_text);

}  // namespace gazette
