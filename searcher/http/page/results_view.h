// Hits, and what was made of the query, as web/results.js shows them.
#pragma once

#include "searcher/facets.h"
#include "searcher/http/page/view.h"
#include "searcher/response.h"
#include "searcher/timeline.h"

namespace gazette {

// `over_time`: shown above the hits; may be empty.
PageView results_view(const PageContext& page, const SearchResponse& found, const Html& over_time);

// Hits over time as a table.
Html timeline_table(const PageContext& page, const TimelineResponse& counted);

// Values to narrow by, with what each would find, as links.
Html facets_as_links(const PageContext& page, const FacetResponse& counted);

}  // namespace gazette
