// Hits, and what was made of the query, as web/results.js shows them.
#pragma once

#include "searcher/http/page/view.h"
#include "searcher/response.h"

namespace gazette {

// `over_time`: shown above the hits; may be empty.
PageView results_view(const PageContext& page, const SearchResponse& found, const Html& over_time);

}  // namespace gazette
