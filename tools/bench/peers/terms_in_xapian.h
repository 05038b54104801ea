// The terms of documents in a database of Xapian's own, made and searched through its interface
// alone: what the index finds is held against it. Words stand in it twice, as index terms and as
// they are written.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/document.h"
#include "searcher/query/compiler.h"
#include "tools/bench/search_queries.h"

#include <xapian.h>

#include <optional>
#include <string>
#include <vector>

namespace gazette::bench {

// Not for sharing between threads. Throws Xapian::Error.
class TermsInXapian {
  public:
    TermsInXapian();

    // Before hits() is asked.
    void add(const Document& document, Analyzer& analyzer);

    // Ids of what a query of this kind finds, in byte order; of a query by date, as it is sorted.
    // Nothing where Xapian cannot tell: it knows no sentences and paragraphs. `vocabulary` is of
    // the index with the same documents. Throws std::runtime_error for a query that cannot be read.
    std::optional<std::vector<std::string>> hits(const BenchQuery& query,
                                                 const Vocabulary& vocabulary,
                                                 Analyzer& analyzer);

  private:
    std::optional<Xapian::Query> query_of(const BenchQuery& query,
                                          const Vocabulary& vocabulary,
                                          Analyzer& analyzer) const;

    Xapian::WritableDatabase database_;
};

}  // namespace gazette::bench
