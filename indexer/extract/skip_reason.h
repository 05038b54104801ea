// Why an input is passed over on purpose, which is no rejection. Names are stable
// (schemas/README.md lists them).
#pragma once

#include <cstdint>
#include <string_view>

namespace gazette {

enum class SkipReason : std::uint8_t {
    version_control,  // a folder of a version control system
    index_folder,     // the index itself
    linked,           // a link to what is read elsewhere
    http_status,      // a web archive's answer other than 200: an error, a redirection
    revisit,          // a web archive's note that a page had not changed
    no_document,      // an image, a style sheet, a request, ...: nothing that could be read
    no_entries,       // a feed that is empty
    metadata,         // describes documents beside it, by a corpus recipe
    left_out,         // a corpus recipe says that it is no document
};
inline constexpr SkipReason kLastSkipReason = SkipReason::left_out;
std::string_view name_of(SkipReason reason);  // "version_control", ...

}  // namespace gazette
