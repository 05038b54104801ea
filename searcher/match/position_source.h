// Where the evaluator gets a document's positions from. Behind it stands the index reader; tests
// use plain maps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

// A term that has positions. One evaluator numbers its terms from 0, so that a source may keep what
// it knows of a term under the number; another evaluator numbers others.
struct PositionTerm {
    std::string term;
    std::size_t number = 0;
};

class PositionSource {
  public:
    virtual ~PositionSource() = default;
    // Ascending positions of the term in the current document; empty where it is not in it.
    // Replaces what `positions` held.
    virtual void positions(const PositionTerm& term, std::vector<std::uint32_t>& positions) = 0;
};

}  // namespace gazette
