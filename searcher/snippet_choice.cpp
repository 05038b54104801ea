#include "searcher/snippet_choice.h"

namespace gazette {

SnippetChoice::SnippetChoice(std::span<const Span> spans, std::size_t clauses)
    : spans_(spans), counts_(clauses, 0), shown_(clauses, false) {}

bool SnippetChoice::Candidate::better_than(const Candidate& other) const {
    if (unseen != other.unseen) return unseen > other.unseen;
    if (distinct != other.distinct) return distinct > other.distinct;
    return run.end - run.begin > other.run.end - other.run.begin;
}

void SnippetChoice::add(std::uint32_t clause) {
    if (counts_[clause]++ > 0) return;
    ++distinct_;
    if (!shown_[clause]) ++unseen_;
}

void SnippetChoice::remove(std::uint32_t clause) {
    if (--counts_[clause] > 0) return;
    --distinct_;
    if (!shown_[clause]) --unseen_;
}

std::optional<SpanRun> SnippetChoice::best(std::span<const SpanRun> runs, const Fits& fits) {
    std::optional<Candidate> best;
    for (const SpanRun& run : runs) {
        std::size_t end = run.begin;
        for (std::size_t begin = run.begin; begin < run.end; ++begin) {
            while (end < run.end && (end == begin || fits(begin, end))) add(spans_[end++].clause);
            const Candidate candidate{{begin, end}, unseen_, distinct_};
            if (!best || candidate.better_than(*best)) best = candidate;
            remove(spans_[begin].clause);
        }
    }
    if (!best) return std::nullopt;
    return best->run;
}

}  // namespace gazette
