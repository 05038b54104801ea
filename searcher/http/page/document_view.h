// A document, or a window of it, as web/document.js and web/text.js show it.
#pragma once

#include "searcher/http/page/view.h"
#include "searcher/response.h"

#include <cstdint>

namespace gazette {

// Of a text one page shows at most so much; a longer one is turned over.
inline constexpr std::uint32_t kPageTextBytes = 128U << 10U;

// Where the window begins that an address asks for.
std::uint32_t document_window_begin(const PageAddress& address);

// `found`: that window. `outline`: of the same document, with all of its segments.
PageView document_view(const PageContext& page,
                       const DocumentResponse& found,
                       const DocumentResponse& outline,
                       const SearchResponse& of_work);

}  // namespace gazette
