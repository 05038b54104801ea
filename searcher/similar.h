// More like a document: what has the words that tell it from others (telling_words.h).
#pragma once

#include "searcher/read_query.h"

#include <optional>
#include <string>

namespace gazette {

namespace similar_limits {
inline constexpr std::size_t kWords = 25;
}  // namespace similar_limits

struct SimilarRequest {
    std::string id;
    // What passes its filters, its page, its order; its text counts for nothing, nor does expand.
    SearchRequest query;
};

// A query for documents like the one at `place`, which is not among them: any of its telling words.
// Nothing where it has none. Throws SearchError.
std::optional<std::variant<ReadQuery, QueryError>> query_for_similar(const IndexSnapshot& index,
                                                                     DocumentPlace place,
                                                                     const SimilarRequest& request,
                                                                     Analyzer& analyzer);

}  // namespace gazette
