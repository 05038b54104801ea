#include "searcher/match/clause_positions.h"

#include "indexer/format/fields.h"

#include <algorithm>

namespace gazette {
namespace {

// Union of two ascending lists into `all`.
void unite(std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& more) {
    const auto old_size = static_cast<std::ptrdiff_t>(all.size());
    all.insert(all.end(), more.begin(), more.end());
    std::inplace_merge(all.begin(), all.begin() + old_size, all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

// Whether a place within an occurrence may be of no slot: a symbol before one of its words.
bool has_free_words(const TextClause& clause) {
    const auto follows = [](const Slot& a, const Slot& b) { return b.offset > a.offset + 1; };
    return std::adjacent_find(clause.slots.begin(), clause.slots.end(), follows) !=
           clause.slots.end();
}

bool has_gaps(const TextClause& clause) {
    return clause.slots.size() > 1;
}

bool has_symbol(const TextClause& clause) {
    return std::any_of(
        clause.slots.begin(), clause.slots.end(), [](const Slot& slot) { return slot.symbol; });
}

bool share_a_term(const TextClause& a, const TextClause& b) {
    std::unordered_map<std::string_view, bool> terms;
    for (const Slot& slot : a.slots) {
        for (const std::string& term : slot.terms) terms.emplace(term, true);
    }
    return std::any_of(b.slots.begin(), b.slots.end(), [&](const Slot& slot) {
        return std::any_of(slot.terms.begin(), slot.terms.end(), [&](const std::string& term) {
            return terms.contains(term);
        });
    });
}

}  // namespace

ClausePositions::ClausePositions(const CompiledQuery& query) : query_(query) {
    for (const TextClause& clause : query.clauses) {
        ClausePlan plan;
        plan.shape = shape_of(clause);
        for (const Slot& slot : clause.slots) {
            SlotPlan slot_plan;
            slot_plan.offset = slot.offset;
            for (const std::string& term : slot.terms) slot_plan.terms.push_back(number_of(term));
            plan.order.push_back(plan.slots.size());
            plan.slots.push_back(std::move(slot_plan));
        }
        clauses_.push_back(std::move(plan));
    }
}

std::size_t ClausePositions::number_of(const std::string& term) {
    const auto [at, is_new] = numbers_.emplace(term, terms_.size());
    if (is_new) terms_.push_back({{term, terms_.size()}, {}, 0, 0});
    return at->second;
}

bool ClausePositions::asks_for_titles() const {
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
        if (clauses_[i].shape.width() > 0 || query_.clauses[i].title_only) return true;
    }
    return false;
}

void ClausePositions::begin(PositionSource& source, std::uint32_t title_tokens) {
    source_ = &source;
    title_tokens_ = title_tokens;
    ++visit_;
    const std::uint32_t document = source.document();
    if (!source.is_still_read_by(this) || document < document_ || document == 0) {
        for (TermPositions& term : terms_) term.absent_before = 0;
    }
    document_ = document;
}

const std::vector<std::uint32_t>& ClausePositions::positions(std::size_t term) {
    TermPositions& entry = terms_[term];
    if (entry.ready_in != visit_) {
        if (entry.absent_before > document_) {
            entry.positions.clear();
        } else {
            entry.absent_before = source_->positions(entry.term, entry.positions);
        }
        entry.ready_in = visit_;
    }
    return entry.positions;
}

// A document is in one language, so that of a word's variants mostly one is there: its list is
// used as it is.
std::span<const std::uint32_t> ClausePositions::positions_of(SlotPlan& slot) {
    const std::vector<std::uint32_t>* only = nullptr;
    slot.united.clear();
    for (const std::size_t term : slot.terms) {
        if (terms_[term].absent_before > document_) continue;
        const std::vector<std::uint32_t>& list = positions(term);
        if (list.empty()) continue;
        if (only == nullptr) {
            only = &list;
            continue;
        }
        if (slot.united.empty()) slot.united = *only;
        unite(slot.united, list);
    }
    if (only == nullptr) return {};
    return slot.united.empty() ? std::span(*only) : std::span<const std::uint32_t>(slot.united);
}

// Reads the slots' lists, those first that were the shortest up to now. False where they leave no
// occurrence: mostly two of them tell, and the long ones are not read.
bool ClausePositions::read_slots(ClausePlan& plan) {
    plan.slot_positions.clear();
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        SlotPlan& slot = plan.slots[plan.order[i]];
        plan.slot_positions.push_back({positions_of(slot), slot.offset});
        const SlotPositions& last = plan.slot_positions.back();
        if (last.positions.empty()) return false;
        slot.read += last.positions.size();
        if (i > 0 && slot.read < plan.slots[plan.order[i - 1]].read) {
            std::swap(plan.order[i], plan.order[i - 1]);
        }
        if (i == 1 && !fit_anywhere(plan.slot_positions[0], last)) return false;
    }
    return true;
}

Occurrences& ClausePositions::occurrences(std::uint32_t clause) {
    ClausePlan& plan = clauses_[clause];
    if (plan.ready_in == visit_) return plan.occurrences;
    plan.ready_in = visit_;
    if (!read_slots(plan)) plan.slot_positions.clear();
    plan.occurrences.reset(
        plan.shape, query_.clauses[clause].title_only, title_tokens_, plan.slot_positions);
    return plan.occurrences;
}

std::span<const std::uint32_t> ClausePositions::word_positions(std::uint32_t clause) {
    return positions_of(clauses_[clause].slots.front());
}

PlaceRange ClausePositions::places(std::uint32_t clause, std::uint32_t first) const {
    const ClauseShape& shape = clauses_[clause].shape;
    return {place_of(first, shape.begins_with_symbol),
            place_of(first + shape.width(), shape.ends_with_symbol)};
}

bool ClausePositions::may_overlap(std::uint32_t a, std::uint32_t b) const {
    const TextClause& one = query_.clauses[a];
    const TextClause& other = query_.clauses[b];
    const bool symbols = has_symbol(one) && has_symbol(other);  // two at one place
    if (has_free_words(one) || has_free_words(other) || symbols ||
        (has_gaps(one) && has_symbol(other)) || (has_symbol(one) && has_gaps(other))) {
        return true;
    }
    return share_a_term(one, other);
}

}  // namespace gazette
