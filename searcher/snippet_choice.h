// Which spans of a document are shown together: runs of neighbouring spans are compared by what
// they show. Knows nothing of text; who asks says what fits in a window.
#pragma once

#include "searcher/match/evaluator.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace gazette {

// Indices of spans, [begin, end).
struct SpanRun {
    std::size_t begin = 0;
    std::size_t end = 0;
};

class SnippetChoice {
  public:
    // Refers to `spans`, which are in order. `clauses` is how many the query has.
    SnippetChoice(std::span<const Span> spans, std::size_t clauses);

    // Whether span `i` has a place in a window that begins with span `first`. What does not fit
    // hides what comes after it.
    using Fits = std::function<bool(std::size_t first, std::size_t i)>;

    // The best run in those given: most clauses that were not shown yet, then most clauses, then
    // most spans, then the first. One pass over each. Nothing where they are all empty.
    std::optional<SpanRun> best(std::span<const SpanRun> runs, const Fits& fits);

    // Such a clause is shown now.
    void show(std::uint32_t clause) { shown_[clause] = true; }

  private:
    struct Candidate {
        SpanRun run;
        std::size_t unseen = 0;
        std::size_t distinct = 0;

        bool better_than(const Candidate& other) const;
    };

    void add(std::uint32_t clause);
    void remove(std::uint32_t clause);

    std::span<const Span> spans_;
    std::vector<std::uint32_t> counts_;  // by clause, in the run looked at
    std::vector<bool> shown_;
    std::size_t distinct_ = 0;
    std::size_t unseen_ = 0;
};

}  // namespace gazette
