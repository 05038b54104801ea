// All hits of a search, piece by piece, from one state of the index, whatever is published
// meanwhile. Holds 16 bytes for each hit, and the state with the disk space of its parts.
#pragma once

#include "searcher/response.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gazette {

// For one thread at a time, not always the same. Must not outlive its Searcher.
class HitStream {
  public:
    virtual ~HitStream() = default;

    // Without hits: how the query was read, how many hits there are, the revision.
    virtual const SearchResponse& about() const = 0;
    virtual const std::string& published_at() const = 0;  // of the state
    // The next hits in their order, at most `count`; none behind the last. Throws SearchError.
    virtual std::vector<Hit> next(std::size_t count) = 0;
};

}  // namespace gazette
