#include "searcher/part_documents.h"

#include "indexer/format/adjacent_words.h"
#include "indexer/format/word_forms.h"
#include "searcher/request.h"
#include "searcher/search_error.h"

#include <algorithm>

namespace gazette {

PartDocuments::PartDocuments(const IndexPart& part, const CompiledQuery& query, Analyzer& analyzer)
    : part_(part),
      database_(part.files->database()),
      analyzer_(analyzer),
      exact_slots_(query.clauses.size()),
      forms_counted_(query.clauses.size()) {}

void PartDocuments::move_to(std::uint32_t docid) {
    if (docid == docid_) return;
    docid_ = docid;
    forms_counted_.assign(forms_counted_.size(), false);
    forms_.reset();
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
    if (positions_.size() <= term.number) positions_.resize(term.number + 1);
    auto& cursor = positions_[term.number];
    if (!cursor) cursor = part_.files->positions().find(term.term);
    if (!cursor->seek(docid_)) {
        positions.clear();
        return cursor->document();
    }
    // Every place is a token's, and each token counts once at least.
    cursor->read(part_.columns().lengths()[docid_ - 1], positions);
    return 0;
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

void PartDocuments::make_exact_slots(const TextClause& clause, std::uint32_t number) {
    auto& slots = exact_slots_[number].emplace();
    for (const Slot& slot : clause.slots) {
        if (!slot.exact) continue;
        ExactSlot& made = slots.emplace_back();
        for (const auto& term : slot.terms) made.all.push_back(&cursor_of(term));
        for (const auto& term : slot.sure_form_terms) made.exact.push_back(&cursor_of(term));
        made.offset = slot.offset - clause.slots.front().offset;
        const bool is_sure = slot.form_terms.size() == slot.sure_form_terms.size();
        if (is_sure && slot.surfaces.size() == 1) {
            made.form = form_of(adjacency_key(slot.surfaces.front()));
        }
    }
}

// A token counts as often in its surface term as in its main term. So where the counts of a slot's
// terms are the counts of its surface forms, the words stand in no other form in this document.
// Where the document has the surface form, and one of the terms, the form is one of that term: then
// word forms tell in which of its forms each word stands.
void PartDocuments::count_forms(std::uint32_t number) {
    for (ExactSlot& slot : *exact_slots_[number]) {
        const std::uint32_t in_form = wdf(slot.exact);
        slot.always = wdf(slot.all) == in_form;
        slot.by_forms = !slot.always && slot.form != 0 && in_form > 0 &&
                        std::count_if(slot.all.begin(), slot.all.end(), [&](PostingCursor* cursor) {
                            return cursor->document() == docid_;
                        }) == 1;
    }
    forms_counted_[number] = true;
}

PartDocuments::FormSays PartDocuments::form_says(const ExactSlot& slot, std::uint32_t position) {
    if (slot.always) return FormSays::yes;
    if (!slot.by_forms) return FormSays::ask_the_text;
    if (!forms_) forms_ = part_.files->word_forms().of(docid_);
    if (!*forms_) return FormSays::ask_the_text;
    const std::vector<FormPlace>& places = **forms_;
    const auto place = std::lower_bound(
        places.begin(), places.end(), position, [](const FormPlace& a, std::uint32_t at) {
            return a.position < at;
        });
    if (place == places.end() || place->position != position) return FormSays::yes;
    if (place->form == 0) return FormSays::ask_the_text;
    return place->form == slot.form ? FormSays::yes : FormSays::no;
}

PartDocuments::FormSays PartDocuments::forms_say(const TextClause& clause, const Span& span) {
    if (clause.dial != Dial::none) return FormSays::ask_the_text;
    if (!exact_slots_[span.clause]) make_exact_slots(clause, span.clause);
    if (!forms_counted_[span.clause]) count_forms(span.clause);
    FormSays all = FormSays::yes;
    for (const ExactSlot& slot : *exact_slots_[span.clause]) {
        const FormSays one = form_says(slot, span.first + slot.offset);
        if (one == FormSays::no) return one;
        if (one != FormSays::yes) all = one;
    }
    return all;
}

// Reading it costs more than all the rest.
Exactness& PartDocuments::text() {
    if (deadline_ != nullptr && deadline_->passed()) {
        throw out_of_time(request_limits::kMaxExactSearchTime);
    }
    if (!exactness_) exactness_.emplace(stored(), analyzer_);
    return *exactness_;
}

bool PartDocuments::is_exact(const TextClause& clause, const Span& span) {
    const FormSays says = forms_say(clause, span);
    return says == FormSays::ask_the_text ? text().is_exact(clause, span) : says == FormSays::yes;
}

bool PartDocuments::is_surely_exact_somewhere(const TextClause& clause, const Span& span) {
    const FormSays says = forms_say(clause, span);
    return says == FormSays::ask_the_text ? text().is_surely_exact_somewhere(clause, span)
                                          : says == FormSays::yes;
}

}  // namespace gazette
