#include "searcher/part_documents.h"

#include "searcher/request.h"
#include "searcher/search_error.h"

#include <algorithm>

namespace gazette {

PartDocuments::PartDocuments(const IndexPart& part, const CompiledQuery& query, Analyzer& analyzer)
    : part_(part),
      database_(part.files->database()),
      analyzer_(analyzer),
      always_exact_(query.clauses.size()) {
    needs_layout_ = std::any_of(query.clauses.begin(),
                                query.clauses.end(),
                                [](const TextClause& clause) { return clause.title_only; });
}

void PartDocuments::move_to(std::uint32_t docid) {
    if (docid == docid_) return;
    docid_ = docid;
    always_exact_.assign(always_exact_.size(), std::nullopt);
    exactness_.reset();
    stored_.reset();
}

const StoredDocument& PartDocuments::stored() {
    if (!stored_) stored_ = part_.document(docid_);
    return *stored_;
}

PostingCursor* PartDocuments::find(const std::string& term) {
    auto entry = terms_.find(term);
    if (entry == terms_.end()) {
        entry = terms_.try_emplace(term, part_.files->postings(*database_), term).first;
    }
    PostingCursor& cursor = entry->second;
    cursor.seek(docid_);
    return cursor.document() == docid_ ? &cursor : nullptr;
}

void PartDocuments::positions(const PositionTerm& term, std::vector<std::uint32_t>& positions) {
    const glass::MappedTable* table = part_.files->positions();
    if (table == nullptr) {
        positions.assign(database_->positionlist_begin(docid_, term.term),
                         database_->positionlist_end(docid_, term.term));
        return;
    }
    if (positions_.size() <= term.number) positions_.resize(term.number + 1);
    auto& own = positions_[term.number];
    if (!own || own->term != term.term) {
        own.emplace(OwnPositions{term.term, glass::PositionCursor(*table, term.term)});
    }
    if (own->cursor.seek(docid_)) {
        // Every place is a token's, and each token counts once at least.
        own->cursor.read(part_.columns().lengths()[docid_ - 1], positions);
    } else {
        positions.clear();
    }
}

PositionLayout PartDocuments::layout() {
    return needs_layout_ ? stored().layout() : PositionLayout{};
}

bool PartDocuments::has_term(const std::string& term) {
    return find(term) != nullptr;
}

std::uint32_t PartDocuments::wdf(const std::string& term) {
    const PostingCursor* cursor = find(term);
    return cursor == nullptr ? 0 : cursor->wdf();
}

// A token counts as often in its surface term as in its main term. So where the counts of a slot's
// terms are the counts of its surface forms, the words stand in no other form in this document.
bool PartDocuments::always_exact(const TextClause& clause) {
    if (clause.dial != Dial::none) return false;
    return std::all_of(clause.slots.begin(), clause.slots.end(), [&](const Slot& slot) {
        if (!slot.exact) return true;
        std::uint32_t all = 0;
        for (const std::string& term : slot.terms) all += wdf(term);
        std::uint32_t exact = 0;
        for (const std::string& term : slot.sure_form_terms) exact += wdf(term);
        return all == exact;
    });
}

bool PartDocuments::is_exact(const TextClause& clause, const Span& span) {
    std::optional<bool>& always = always_exact_[span.clause];
    if (!always) always = always_exact(clause);
    if (*always) return true;
    if (deadline_ != nullptr && deadline_->passed()) {
        throw out_of_time(request_limits::kMaxExactSearchTime);
    }
    // Only the text can tell, and reading it costs more than all the rest.
    if (!exactness_) exactness_.emplace(stored(), analyzer_);
    return exactness_->is_exact(clause, span);
}

}  // namespace gazette
