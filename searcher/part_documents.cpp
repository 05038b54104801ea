#include "searcher/part_documents.h"

#include "searcher/request.h"
#include "searcher/search_error.h"

#include <algorithm>

namespace gazette {

PartDocuments::PartDocuments(const IndexPart& part, const CompiledQuery& query, Analyzer& analyzer)
    : part_(part),
      database_(part.files->database()),
      analyzer_(analyzer),
      exact_slots_(query.clauses.size()),
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

PostingCursor& PartDocuments::cursor_of(const std::string& term) {
    auto entry = terms_.find(term);
    if (entry == terms_.end()) {
        entry = terms_.try_emplace(term, part_.files->postings(*database_), term).first;
    }
    return entry->second;
}

std::uint32_t PartDocuments::positions(const PositionTerm& term,
                                       std::vector<std::uint32_t>& positions) {
    const glass::MappedTable* table = part_.files->positions();
    if (table == nullptr) {
        positions.assign(database_->positionlist_begin(docid_, term.term),
                         database_->positionlist_end(docid_, term.term));
        restore_first(term.term, positions);
        return 0;
    }
    if (positions_.size() <= term.number) positions_.resize(term.number + 1);
    auto& cursor = positions_[term.number];
    if (!cursor) cursor.emplace(*table, term.term);
    if (!cursor->seek(docid_)) {
        positions.clear();
        return cursor->document();
    }
    // Every place is a token's, and each token counts once at least.
    cursor->read(part_.columns().lengths()[docid_ - 1], positions);
    restore_first(term.term, positions);
    return 0;
}

void PartDocuments::restore_first(const std::string& term, std::vector<std::uint32_t>& positions) {
    if (positions.size() != 1 || positions.front() != 1) return;
    PostingCursor& cursor = cursor_of(term);
    cursor.seek(docid_);
    const bool here = cursor.document() == docid_;
    if (here && lacks_first_position(positions, cursor.wdf()))
        positions.insert(positions.begin(), 0);
}

PositionLayout PartDocuments::layout() {
    return needs_layout_ ? stored().layout() : PositionLayout{};
}

bool PartDocuments::has_term(const std::string& term) {
    PostingCursor& cursor = cursor_of(term);
    cursor.seek(docid_);
    return cursor.document() == docid_;
}

std::uint32_t PartDocuments::wdf(const std::vector<PostingCursor*>& cursors) const {
    std::uint32_t sum = 0;
    for (PostingCursor* cursor : cursors) {
        cursor->seek(docid_);
        if (cursor->document() == docid_) sum += cursor->wdf();
    }
    return sum;
}

// A token counts as often in its surface term as in its main term. So where the counts of a slot's
// terms are the counts of its surface forms, the words stand in no other form in this document.
bool PartDocuments::always_exact(const TextClause& clause, std::uint32_t number) {
    if (clause.dial != Dial::none) return false;
    auto& slots = exact_slots_[number];
    if (!slots) {
        slots.emplace();
        for (const Slot& slot : clause.slots) {
            if (!slot.exact) continue;
            ExactSlot& counted = slots->emplace_back();
            for (const auto& term : slot.terms) counted.all.push_back(&cursor_of(term));
            for (const auto& term : slot.sure_form_terms) counted.exact.push_back(&cursor_of(term));
        }
    }
    return std::all_of(slots->begin(), slots->end(), [&](const ExactSlot& slot) {
        return wdf(slot.all) == wdf(slot.exact);
    });
}

// What the text says of a clause in the current document; null where it need not be asked.
Exactness* PartDocuments::text_for(const TextClause& clause, const Span& span) {
    std::optional<bool>& always = always_exact_[span.clause];
    if (!always) always = always_exact(clause, span.clause);
    if (*always) return nullptr;
    if (deadline_ != nullptr && deadline_->passed()) {
        throw out_of_time(request_limits::kMaxExactSearchTime);
    }
    // Only the text can tell, and reading it costs more than all the rest.
    if (!exactness_) exactness_.emplace(stored(), analyzer_);
    return &*exactness_;
}

bool PartDocuments::is_exact(const TextClause& clause, const Span& span) {
    Exactness* text = text_for(clause, span);
    return text == nullptr || text->is_exact(clause, span);
}

bool PartDocuments::is_surely_exact_somewhere(const TextClause& clause, const Span& span) {
    Exactness* text = text_for(clause, span);
    return text == nullptr || text->is_surely_exact_somewhere(clause, span);
}

}  // namespace gazette
