// ICU's dictionary of Chinese and Japanese words, asked directly: the words are those that ICU's
// word BreakIterator finds (it takes the cheapest path over the dictionary's costs), at several
// times its speed.
#pragma once

#include "indexer/analysis/character_run.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace gazette {

class CjkDictionary {
  public:
    // Null when this ICU keeps its dictionary in a form that we do not know. Thread-safe; the
    // object lives as long as the process.
    static const CjkDictionary* instance();
    ~CjkDictionary();

    // What break_run() works with; kept by the caller to be used again.
    struct KnownPairs;
    struct Scratch {
        std::vector<std::uint32_t> cost;
        std::vector<std::uint32_t> from;
        std::shared_ptr<KnownPairs> pairs;
    };

    // Where the words of a run of Han characters and hiragana begin: ascending indexes, 0 first,
    // run.size() last. Thread-safe.
    void break_run(std::span<const RunCharacter> run,
                   Scratch& scratch,
                   std::vector<std::size_t>& boundaries) const;

  private:
    struct State;
    explicit CjkDictionary(std::unique_ptr<State> state);
    static std::unique_ptr<CjkDictionary> open();

    std::unique_ptr<State> state_;
};

}  // namespace gazette
