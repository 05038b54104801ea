// Words of scripts without spaces, as ICU's dictionaries see them. They serve ranking only, so
// that it does not matter that dictionaries err.
#pragma once

#include "indexer/analysis/character_run.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace gazette {

// Characters [begin, end) of a run.
struct DictionaryWord {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Not thread-safe: one for each analyzer.
class DictionaryBreaker {
  public:
    DictionaryBreaker();
    ~DictionaryBreaker();

    // Words of at least two characters, in order, not overlapping. Works on the folded characters:
    // Traditional and Simplified text is cut alike. A run of katakana is one word; Hangul has none.
    void words(std::span<const RunCharacter> run, std::vector<DictionaryWord>& words);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
