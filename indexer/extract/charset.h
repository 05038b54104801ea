// Bytes in any character set -> UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gazette {

struct Decoded {
    std::string text;          // valid UTF-8, without a byte order mark
    std::string charset;       // WHATWG name of what it was read as: "utf-8", "gb18030", ...
    bool declared = false;     // by a byte order mark or by `declared_charset`
    std::size_t repaired = 0;  // ill-formed sequences that became U+FFFD
};

// Byte order mark, then `declared_charset` (from HTTP or markup; empty for none) unless decoding
// with it breaks, then valid UTF-8, then uchardet and ICU by vote. Thread-safe, never throws for
// bad bytes.
Decoded decode_text(std::string_view bytes, std::string_view declared_charset);

}  // namespace gazette
