// How many there are, by values and over time, beside the hits of a search.
#pragma once

#include "searcher/facets.h"
#include "searcher/http/page/view.h"
#include "searcher/timeline.h"

namespace gazette {

// Values to narrow by, with what each would find, as links.
Html facets_as_links(const PageContext& page, const FacetResponse& counted);

// Hits over time as a table.
Html timeline_table(const PageContext& page, const TimelineResponse& counted);

}  // namespace gazette
