// What a document is worth beside what it says of a query: how new it is and how often it is cited,
// where a request asks for that (PriorChoice). ranking.h has the formulas.
#pragma once

#include "indexer/format/civil_date.h"
#include "searcher/citation_counts.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/ast.h"
#include "searcher/ranking.h"
#include "searcher/request.h"

#include <cstdint>
#include <span>
#include <vector>

namespace gazette {

// Of one part. Refers to the index.
class PartPrior {
  public:
    // 0 to Prior::most(): 0 for a document without a date that nobody cites.
    double of(std::uint32_t docid) const;

  private:
    friend class Prior;
    std::span<const CivilDay> days_;            // empty: recency does not count
    std::span<const std::uint32_t> citations_;  // empty: authority does not
    CivilDay newest_ = kUnknownDay;
    double half_life_ = 0.0;
    std::uint32_t most_citations_ = 0;
};

// By the documents of the index alone, and so the same however it is cut in parts. Ages are counted
// from its newest document, so that an archive that ended long ago is ordered, too, and an answer
// does not change with the day on which it is given.
class Prior {
  public:
    Prior() = default;
    // Counts citations at the first call for this state of the index. Throws SearchError.
    Prior(const IndexSnapshot& index, const PriorChoice& choice);

    bool any() const { return index_ != nullptr; }
    double most() const;
    // `part` is one of IndexSnapshot::parts().
    PartPrior of_part(const IndexPart& part) const;

    static double applied(double score, double prior) {
        return score + prior * (score + ranking::kPriorAlone);
    }

  private:
    const IndexSnapshot* index_ = nullptr;
    PriorChoice choice_;
    CivilDay newest_ = kUnknownDay;
    const CitationCounts* citations_ = nullptr;
};

// Said where what was asked for changes nothing. Throws SearchError.
std::vector<Notice> prior_notices(const IndexSnapshot& index, const PriorChoice& choice);

}  // namespace gazette
