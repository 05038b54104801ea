#include "indexer/extract/skip_reason.h"

#include <array>
#include <cstddef>

namespace gazette {

std::string_view name_of(SkipReason reason) {
    static constexpr std::array<std::string_view, 9> kNames = {"version_control",
                                                               "index_folder",
                                                               "linked",
                                                               "http_status",
                                                               "revisit",
                                                               "no_document",
                                                               "no_entries",
                                                               "metadata",
                                                               "left_out"};
    static_assert(kNames.size() == static_cast<std::size_t>(kLastSkipReason) + 1);
    return kNames[static_cast<std::size_t>(reason)];
}

}  // namespace gazette
