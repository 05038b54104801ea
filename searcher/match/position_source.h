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
    // The number of the current document, where documents come in their order; else 0.
    virtual std::uint32_t document() const { return 0; }

    // Ascending positions of the term in the current document; empty where it is not in it.
    // Replaces what `positions` held. Where they are empty, returns a document before which the
    // term is in none, as far as that is known.
    virtual std::uint32_t positions(const PositionTerm& term,
                                    std::vector<std::uint32_t>& positions) = 0;

    // Said by who asks, before each document: whether it was the last to say this of the source, so
    // that what it remembers is of this source, and the numbers of terms are the same.
    bool is_still_read_by(const void* reader) {
        if (reader_ == reader) return true;
        reader_ = reader;
        reader_changed();
        return false;
    }

  private:
    virtual void reader_changed() {}

    const void* reader_ = nullptr;
};

}  // namespace gazette
