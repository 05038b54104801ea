// Names of character sets: those of the WHATWG Encoding Standard, which says for example that
// "iso-8859-1" and "ascii" mean windows-1252, and "gb2312" means gbk. Which set some bytes are in
// is charset.h's.
#pragma once

#include <string_view>

namespace gazette {

struct Charset {
    std::string_view name;  // WHATWG
    std::string_view icu;   // converter
    bool single_byte;
};

// The set that a label of HTTP, of markup or of a detector means, in any case and with blanks
// around it; null for an unknown one. What comes back lives as long as the program. Any thread may
// call it.
const Charset* charset_named(std::string_view label);

}  // namespace gazette
