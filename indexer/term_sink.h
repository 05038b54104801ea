// Takes the index terms of a document as they come out of its text.
#pragma once

#include <cstdint>
#include <string_view>

namespace gazette {

class TermSink {
  public:
    virtual ~TermSink() = default;

    // Counts `wdf` more for the term; 0 for a term that only filters. `term` is valid during the
    // call.
    virtual void add(std::string_view term, std::uint32_t wdf) = 0;
    // And puts down a position. Positions of a term ascend; one that comes twice counts once.
    virtual void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) = 0;
};

}  // namespace gazette
