#include "indexer/walk_state.h"

#include "indexer/extract/registry.h"

#include <utility>

namespace gazette {
namespace {

// The reasons for which the same bytes, read by the same extractor, are rejected again.
bool is_lasting(std::string_view reason) {
    return reason != name_of(RejectionCode::unreadable) &&
           reason != name_of(RejectionCode::duplicate_id);
}

}  // namespace

bool WalkState::give(WalkedItem item) {
    if (!stopped_ && !take_(std::move(item))) stopped_ = true;
    return !stopped_;
}

void WalkState::refuse(WalkedKey key, RejectionCode code, std::string detail) {
    WalkedRefusal refusal;
    refusal.key = std::move(key);
    refusal.reason = name_of(code);
    refusal.detail = std::move(detail);
    give(std::move(refusal));
}

void WalkState::skip(WalkedKey key, SkipReason reason, std::string detail) {
    WalkedRefusal refusal;
    refusal.key = std::move(key);
    refusal.outcome = Outcome::skipped;
    refusal.reason = name_of(reason);
    refusal.detail = std::move(detail);
    give(std::move(refusal));
}

bool WalkState::is_same(const LedgerRow& row, const WalkedKey& key) {
    return !row.hash.empty() && row.hash == key.hash && row.extractor == key.extractor &&
           row.extractor_version == key.extractor_version && row.collection == key.collection;
}

bool WalkState::is_passed_over(const LedgerRow& row) {
    if (row.outcome != Outcome::superseded && row.reason != name_of(RejectionCode::duplicate_id)) {
        return false;
    }
    const auto holder = ledger.find_document(row.doc_id);
    // In one container the order of the lines decides, and they may have moved.
    return holder && holder->input_id != row.input_id &&
           (row.container == 0 || holder->container != row.container);
}

bool WalkState::is_still_copy(const LedgerRow& row) {
    const auto original = ledger.find_document(row.doc_id);
    return original && original->text_hash == row.text_hash;
}

bool WalkState::settle(const WalkedKey& key, const LedgerRow& row) {
    if (!is_same(row, key)) return false;
    const bool is_copy = row.outcome == Outcome::duplicate && is_still_copy(row);
    const bool rejected_again =
        row.outcome == Outcome::rejected && (is_lasting(row.reason) || is_passed_over(row));
    if (row.outcome == Outcome::indexed || row.outcome == Outcome::missing || is_copy ||
        (row.outcome == Outcome::superseded && is_passed_over(row))) {
        WalkedUnchanged unchanged{key, row.input_id, row.container};
        give(std::move(unchanged));
    } else if (rejected_again) {
        WalkedRefusal refusal;
        refusal.key = key;
        refusal.reason = row.reason;
        refusal.detail = row.detail;
        refusal.doc_id = row.doc_id;
        give(std::move(refusal));
    } else {
        return false;
    }
    return true;
}

void WalkState::refuse_format(WalkedKey key,
                              const std::string& uri,
                              std::string media_type,
                              std::string_view head) {
    const Input input{uri, {}, key.collection, std::move(media_type), std::string(head), {}, {}};
    const Extracted extracted = extract(input);
    const auto* rejection = std::get_if<Rejection>(&extracted);
    refuse(std::move(key),
           rejection == nullptr ? RejectionCode::unsupported_format : rejection->code,
           rejection == nullptr ? "no extractor reads " + input.media_type : rejection->detail);
}

std::optional<std::string> kept_id(const std::optional<LedgerRow>& known, const WalkedKey& key) {
    const bool keeps = known && !known->doc_id.empty() && known->collection == key.collection &&
                       (has_document(known->outcome) || known->outcome == Outcome::deleted);
    return keeps ? std::optional(known->doc_id) : std::nullopt;
}

}  // namespace gazette
