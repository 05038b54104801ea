// What a file is, by its name and its first bytes. sniff_media_type() is declared in registry.h.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

inline constexpr std::string_view kDocxMediaType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
inline constexpr std::string_view kPptxMediaType =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
inline constexpr std::string_view kXlsxMediaType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr std::string_view kOdtMediaType = "application/vnd.oasis.opendocument.text";
inline constexpr std::string_view kEpubMediaType = "application/epub+zip";
// A message to be read as a document; a file of one message; a mailbox.
inline constexpr std::string_view kMessageMediaType = "message/rfc822";
inline constexpr std::string_view kEmlMediaType = "application/x-eml";
inline constexpr std::string_view kMboxMediaType = "application/mbox";
// Compound files: Office before 2007, and what is encrypted since.
inline constexpr std::string_view kOleMediaType = "application/x-ole-storage";

// For the sentence "cannot read <this>": "a PDF document", "a ZIP archive (or an office document,
// or an EPUB book)", "a binary file", "a .css file".
std::string describe_format(std::string_view file_name, std::string_view first_bytes);

}  // namespace gazette
