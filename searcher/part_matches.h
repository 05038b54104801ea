// The documents of a part that match a query, one after the other: the candidates by terms, of
// which positions and the text decide those that are not certain.
#pragma once

#include "searcher/candidates.h"
#include "searcher/index_snapshot.h"
#include "searcher/match/evaluator.h"
#include "searcher/part_documents.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

// Looks at the clock now and then.
class Watch {
  public:
    // Keeps the reference.
    explicit Watch(const Deadline& deadline) : deadline_(deadline) {}

    // Whether there is time for one more candidate.
    bool candidate() { return ++seen_ % kCandidatesBetweenLooks == 0 ? look() : !up_; }
    // The same for one whose positions are looked at.
    bool evaluated() { return ++evaluated_ % kEvaluatedBetweenLooks == 1 ? look() : !up_; }
    bool look() {
        up_ = up_ || deadline_.passed();
        return !up_;
    }
    bool up() const { return up_; }

  private:
    // Looking at the clock costs about as much as a candidate.
    static constexpr std::uint32_t kCandidatesBetweenLooks = 256;
    // One whose positions are looked at costs some ten times that.
    static constexpr std::uint32_t kEvaluatedBetweenLooks = 16;

    const Deadline& deadline_;
    std::uint32_t seen_ = 0;
    std::uint32_t evaluated_ = 0;
    bool up_ = false;
};

// Keeps references to all. Not for sharing between threads. Throws Xapian::Error and IndexError.
class PartMatches {
  public:
    // Without weights, nothing can be asked of scores.
    PartMatches(const IndexPart& part,
                const CompiledQuery& query,
                const QueryWeights& weights,
                Analyzer& analyzer,
                Watch& watch);

    // To the next document that matches and is not deleted. kNoMoreDocuments behind the last, and
    // when the time is up.
    std::uint32_t next();

    // At the document that next() gave.
    Candidates& candidates() { return *candidates_; }

  private:
    std::uint32_t next_known();
    std::uint32_t next_found();
    void keep();

    const IndexPart& part_;
    Watch& watch_;
    const bool is_scored_;
    DatabaseLease database_;
    std::string key_;                         // empty: what is found is not kept
    MatchingDocuments known_;                 // null where it has to be found
    std::size_t known_at_ = 0;                // of known_, the next one
    std::unique_ptr<Candidates> candidates_;  // null where all is known, and nothing scored
    std::optional<PartDocuments> documents_;
    std::optional<Evaluator> evaluator_;
    std::uint32_t document_ = 0;
    std::uint32_t evaluated_ = 0;
    std::vector<std::uint32_t> found_;
};

}  // namespace gazette
