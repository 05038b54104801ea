// Text as it stands in markup and in addresses: the one place where either is escaped.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

// Of an element or of an attribute in quotation marks, in HTML and in XML 1.0. `text` is UTF-8;
// what XML has no place for (control characters, non-characters) is left out.
std::string escaped(std::string_view text);

// RFC 3986: all but unreserved characters as %XX. For a parameter, and for a part behind "#".
std::string percent_encoded(std::string_view text);

}  // namespace gazette
