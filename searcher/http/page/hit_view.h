// One hit in the list of results: title, facts, snippets, as web/results.js shows it.
#pragma once

#include "searcher/http/page/view.h"
#include "searcher/response.h"

namespace gazette {

// An element "li". Its links keep what `page.address` asks for, but for the filters.
Html hit_view(const PageContext& page, const Hit& hit);

}  // namespace gazette
