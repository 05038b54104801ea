// What a file is, by its name and its first bytes. sniff_media_type() is declared in registry.h.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

// For the sentence "cannot read <this>": "a PDF document", "a ZIP archive (or an office document,
// or an EPUB book)", "a binary file", "a .css file".
std::string describe_format(std::string_view file_name, std::string_view first_bytes);

}  // namespace gazette
