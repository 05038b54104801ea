// What the evaluator asks about the documents of one part, one document after the other.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/stored_document.h"
#include "indexer/glass/position_cursor.h"
#include "searcher/index_snapshot.h"
#include "searcher/match/evaluator.h"
#include "searcher/match/exactness.h"
#include "searcher/match/position_source.h"
#include "searcher/posting_cursor.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gazette {

// Keeps references to the part and the analyzer. Not for sharing between threads.
// Throws Xapian::Error, and IndexError for a damaged stored document.
class PartDocuments : public PositionSource, public DocumentFacts {
  public:
    PartDocuments(const IndexPart& part, const CompiledQuery& query, Analyzer& analyzer);

    // Makes `docid` the current document; each one after the one before.
    void move_to(std::uint32_t docid);

    // From then on is_exact(), the one that may take long, throws SearchError. Null: never. Keeps
    // the pointer.
    void give_up_at(const Deadline* deadline) { deadline_ = deadline; }

    // Of the current document; opened when first asked for.
    const StoredDocument& stored();

    void positions(const PositionTerm& term, std::vector<std::uint32_t>& positions) override;
    PositionLayout layout() override;
    bool has_term(const std::string& term) override;
    bool is_exact(const TextClause& clause, const Span& span) override;

  private:
    // At the current document, if it has the term.
    PostingCursor* find(const std::string& term);
    std::uint32_t wdf(const std::string& term);
    bool always_exact(const TextClause& clause);

    const IndexPart& part_;
    Pool<Xapian::Database>::Lease database_;
    Analyzer& analyzer_;
    // Where the title ends matters to clauses of the title only: no other can reach over the gap
    // behind it. Reading it for every candidate would cost more than all the rest.
    bool needs_layout_ = false;
    const Deadline* deadline_ = nullptr;
    std::uint32_t docid_ = 0;
    std::optional<StoredDocument> stored_;
    std::optional<Exactness> exactness_;             // of stored_
    std::vector<std::optional<bool>> always_exact_;  // by clause, of the current document
    std::unordered_map<std::string, PostingCursor> terms_;
    // By the term's number, where the part's position table is read by ourselves.
    struct OwnPositions {
        std::string term;
        glass::PositionCursor cursor;
    };
    std::vector<std::optional<OwnPositions>> positions_;
};

}  // namespace gazette
