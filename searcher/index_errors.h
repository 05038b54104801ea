// What is damaged in an index is met while searching too, and is then the searcher's error.
#pragma once

#include "indexer/format/index_error.h"
#include "searcher/search_error.h"

#include <utility>

namespace gazette {

// Comes back with what `work` gives. Throws SearchError (index_unreadable) for an IndexError.
template <class Work>
auto with_index_errors(Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (const IndexError& error) {
        throw SearchError(SearchError::Kind::index_unreadable, error.what());
    }
}

}  // namespace gazette
