// What the archive holds, what of it could not be read, and what the API answers to.
#pragma once

#include "searcher/facets.h"
#include "searcher/http/page/view.h"
#include "searcher/http/search_service.h"
#include "searcher/response.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gazette {

inline constexpr std::uint32_t kArchiveYears = 400;  // listed, the newest first
inline constexpr std::size_t kArchiveValues = 200;   // of each of the other tables

// `years`: counts by year; nothing where they could not be had. `inputs`: nothing where the asker
// may not see them, or they could not be read.
PageView archive_view(const PageContext& page,
                      const StatusResponse& status,
                      const std::optional<Facet>& years,
                      const std::optional<InputReport>& inputs);

// `description`: the bytes of openapi.json. Throws std::exception where they are no such thing.
PageView api_view(std::string_view description);

}  // namespace gazette
