// Where the evaluator gets a document's positions from. Behind it stands the index reader; tests
// use plain maps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

class PositionSource {
  public:
    virtual ~PositionSource() = default;
    // Ascending positions of a main-stream index term in the current document; empty where it is
    // not in it. Replaces what `positions` held.
    virtual void positions(const std::string& term, std::vector<std::uint32_t>& positions) = 0;
};

}  // namespace gazette
