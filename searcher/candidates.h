// The documents of one part that may satisfy a query, by its terms alone, and what they score.
//
// The compiled tree becomes a tree of iterators over posting lists. Each goes forward
// through documents that satisfy its part of the query or, where positions or the text decide,
// may do so: `certain()` says which. A NOT leaves out only documents for which its operand is
// certain. So what is certain needs no further look, and nothing that matches is missed:
//
//     "duty of care" OR breach      doc  3 7 8 9 12 ...
//       AND: duty, of, care              3     9          may match
//       breach                             7 8 9          certain
//
// Xapian's own matcher is not used: exact totals leave it nothing to prune, it cannot tell what is
// certain under OR and NOT, and its sums of weights depend on the shape of the tree. Here a
// document's score is the sum over the clauses in the order of the query.
#pragma once

#include "indexer/analysis/language.h"
#include "indexer/format/adjacent_words.h"
#include "indexer/format/columns.h"
#include "searcher/posting_cursor.h"
#include "searcher/prior.h"
#include "searcher/query/compiled_query.h"
#include "searcher/query_weights.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace gazette {

// Not for sharing between threads. Throws Xapian::Error.
class Candidates {
  public:
    virtual ~Candidates() = default;

    // To the first document at or after `target`; never back. Returns it, or kNoMoreDocuments.
    std::uint32_t seek(std::uint32_t target) {
        if (document_ < target) document_ = find(target);
        return document_;
    }
    std::uint32_t document() const { return document_; }

    // Whether every document is certain.
    virtual bool always_certain() const { return true; }

    // Of the current document.
    virtual bool certain() const { return true; }
    virtual double score() { return 0.0; }
    // At least score(), and cheaper.
    virtual double score_bound() { return 0.0; }

    // About how many documents there are.
    virtual std::uint64_t cost() const = 0;

  protected:
    virtual std::uint32_t find(std::uint32_t target) = 0;

  private:
    std::uint32_t document_ = 0;
};

// A part, as far as candidates need it.
struct CandidateSource {
    PostingSource postings;
    const Columns& columns;
    const std::vector<LanguageId>& languages;  // by ordinal of FacetColumn::lang
    const AdjacentWords& adjacent;
    PartPrior prior = {};
};

// Deleted documents are among the candidates. Keeps references to the source, the query and the
// weights.
std::unique_ptr<Candidates> make_candidates(const CandidateSource& source,
                                            const CompiledQuery& query,
                                            const QueryWeights& weights);

}  // namespace gazette
