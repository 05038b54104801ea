// The terms of documents in a database of Xapian's own, made and searched through its interface
// alone: what the index finds, in which order and with which scores is held against it. Words stand
// in it twice, as index terms and as they are written.
//
// Scores are those of Xapian::BM25Weight with k1 and b of ranking.h; OP_SCALE_WEIGHT turns its idf,
// log((N - n + 0.5) / (n + 0.5)) with a floor, into log(1 + (N - n + 0.5) / (n + 0.5)), and that of
// each term that a word stands for, of which a document has one, into that of the word. What a
// pattern stands for, of which a document has many, is an OP_SYNONYM, whose frequency Xapian only
// estimates: there a Weight without idf takes the place of BM25Weight. Words of phrases and of
// connectors weigh by their occurrences in the document. Lengths are of the main stream, as the
// index has them: bigrams and dictionary words count for none.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/document.h"
#include "searcher/query/compiler.h"
#include "searcher/request.h"
#include "tools/bench/scored_hits.h"
#include "tools/bench/search_queries.h"

#include <xapian.h>

#include <optional>
#include <vector>

namespace gazette::bench {

// Not for sharing between threads. Throws Xapian::Error.
class TermsInXapian {
  public:
    TermsInXapian();

    // Before hits() is asked. Throws std::runtime_error for a document that is all terms and no
    // length.
    void add(const Document& document, Analyzer& analyzer);

    // What a query of this kind finds, in order: by score, date (newer first,
    // unknown last) and id; of a query by date, by date and id. Nothing where Xapian cannot tell:
    // it knows no sentences and paragraphs. `vocabulary` is of the index with the same documents.
    // Throws std::runtime_error for a query that cannot be read.
    std::optional<std::vector<ScoredHit>> hits(const BenchQuery& query,
                                               const Vocabulary& vocabulary,
                                               Analyzer& analyzer);
    // The same by score of what AND, OR and NOT of words, patterns and phrases find. Throws
    // std::runtime_error where there is more in the query.
    std::vector<ScoredHit> hits(const CompiledQuery& query);

  private:
    std::vector<ScoredHit> hits(const Xapian::Query& query,
                                const Xapian::Weight& weight,
                                SortOrder sort) const;

    Xapian::WritableDatabase database_;
};

}  // namespace gazette::bench
