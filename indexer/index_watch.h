// Keeps an index up to date with folders while they change: gazette index --watch.
#pragma once

#include "indexer/index_run.h"

#include <functional>

namespace gazette {

struct WatchOptions {
    // Changes are indexed once nothing has changed for this long, or the first of them is this old.
    std::chrono::milliseconds calm{1000};
    std::chrono::milliseconds patience{5000};
    // After each run that did something, the first one over all paths included.
    std::function<void(const IndexReport&)> after_run;
};

// Indexes the paths as run_index() does, then what changes in them, until `options.stop` is set.
// Holds the write lock all the time. What is gone is deleted only with `options.delete_missing`.
// Throws as run_index(); `options.rebuild` is refused as std::invalid_argument.
void watch_index(const IndexOptions& options, const WatchOptions& watch);

}  // namespace gazette
