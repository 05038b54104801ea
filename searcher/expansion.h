// Query expansion by the first hits (pseudo-relevance feedback), where it is asked for: what tells
// them from the other documents (telling_words.h) counts for the ranking.
//
// The query finds what it finds without it, so nothing is widened: not past a NOT, a field or a
// filter. Only the order changes, and a notice names the words. With the query that it gives, they
// are searched for, too.
#pragma once

#include "searcher/read_query.h"

namespace gazette {

// Adds words to `query`, with a notice; where there is nothing to take them from, or the order is
// by date, the notice says that. Throws SearchError.
void expand(const IndexSnapshot& index,
            const SearchRequest& request,
            ReadQuery& query,
            Analyzer& analyzer,
            const Deadline& deadline);

}  // namespace gazette
