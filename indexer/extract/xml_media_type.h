// Which XML is it? By its root element and namespace.
#pragma once

#include <string_view>

namespace gazette {

inline constexpr std::string_view kXmlMediaType = "application/xml";
inline constexpr std::string_view kAkomaNtosoMediaType = "application/akn+xml";
inline constexpr std::string_view kFormexMediaType = "application/x-formex+xml";
inline constexpr std::string_view kTaiwanLawMediaType = "application/x-taiwan-law+xml";
inline constexpr std::string_view kClmlMediaType = "application/x-clml+xml";
inline constexpr std::string_view kUslmMediaType = "application/x-uslm+xml";
inline constexpr std::string_view kBillStatusMediaType = "application/x-bill-status+xml";
inline constexpr std::string_view kUdhrMediaType = "application/x-udhr+xml";
inline constexpr std::string_view kOscalMediaType = "application/oscal";  // XML, JSON or YAML

// Of a text that is XML: "text/html" for XHTML, one of those above, or kXmlMediaType. Empty where
// the text does not begin as XML does (a declaration, or an element that is known here).
// `head` is UTF-8, the first kilobytes.
std::string_view xml_media_type(std::string_view head);

// OSCAL as JSON or YAML, which begins with the name of its root.
bool looks_like_oscal(std::string_view head);

}  // namespace gazette
