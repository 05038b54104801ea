// Xapian's errors become ours at the edge where Xapian is called.
#pragma once

#include "searcher/search_error.h"

#include <xapian.h>

#include <string>
#include <utility>

namespace gazette {

// Returns what `work` returns; a Xapian::Error in it becomes a SearchError that names `part`.
template <class Work>
auto with_xapian(const std::string& part, Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (const Xapian::Error& error) {
        throw SearchError(SearchError::Kind::index_unreadable,
                          "part " + part + " of the index cannot be read: " + error.get_msg() +
                              ". Run `gazette check` on the index");
    }
}

}  // namespace gazette
