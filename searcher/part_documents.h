// What the evaluator asks about the documents of one part, one document after the other.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/positions.h"
#include "indexer/format/stored_document.h"
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

    std::uint32_t document() const override { return docid_; }
    std::uint32_t positions(const PositionTerm& term,
                            std::vector<std::uint32_t>& positions) override;
    std::uint32_t title_tokens() override { return part_.columns().title_tokens()[docid_ - 1]; }
    bool has_term(const std::string& term) override;
    bool is_exact(const TextClause& clause, const Span& span) override;
    bool is_surely_exact_somewhere(const TextClause& clause, const Span& span) override;

  private:
    // What says whether a word stands in a slot's form.
    enum class FormSays : std::uint8_t { yes, no, ask_the_text };
    // Cursors of a slot's terms, and of those of its surface forms that are sure.
    struct ExactSlot {
        std::vector<PostingCursor*> all;
        std::vector<PostingCursor*> exact;
        std::uint32_t offset = 0;
        std::uint8_t form = 0;  // form_of(); 0 where there is no such one
        // In the current document: whether all words of the slot's terms stand in its form; and
        // whether word forms can tell of each.
        bool always = false;
        bool by_forms = false;
    };

    PostingCursor& cursor_of(const std::string& term);
    std::uint32_t wdf(const std::vector<PostingCursor*>& cursors) const;
    void make_exact_slots(const TextClause& clause, std::uint32_t number);
    void count_forms(std::uint32_t number);
    FormSays form_says(const ExactSlot& slot, std::uint32_t position);
    FormSays forms_say(const TextClause& clause, const Span& span);
    Exactness& text();

    const IndexPart& part_;
    Pool<Xapian::Database>::Lease database_;
    Analyzer& analyzer_;
    const Deadline* deadline_ = nullptr;
    std::uint32_t docid_ = 0;
    std::optional<StoredDocument> stored_;
    std::optional<Exactness> exactness_;                              // of stored_
    std::vector<std::optional<std::vector<ExactSlot>>> exact_slots_;  // by clause
    std::vector<bool> forms_counted_;           // by clause, in the current document
    std::optional<WordFormsOfDocument> forms_;  // of the current document, once asked for
    std::unordered_map<std::string, PostingCursor> terms_;
    void reader_changed() override { positions_.clear(); }

    std::vector<std::optional<PositionCursor>> positions_;  // by the term's number
};

}  // namespace gazette
