// What is shown before anything is asked for, and where no answer could be given, as web/home.js
// and web/problem.js show it.
#pragma once

#include "searcher/http/page/view.h"
#include "searcher/http/problem.h"
#include "searcher/response.h"

namespace gazette {

// `examples`: the bytes of web/examples.json. All of them where the address asks for help.
PageView home_view(const PageContext& page,
                   const StatusResponse& status,
                   std::string_view examples);
PageView empty_index_view(const PageContext& page);
PageView problem_view(const PageContext& page, const Problem& problem);

// "1,234 documents · 7 May 2026, 10:00 UTC".
std::string index_state_text(const Wording& words, const StatusResponse& status);

}  // namespace gazette
