// Files that hold other inputs, from their beginning to the moment when all they hold is accounted
// for: then they may be passed by while they stay the same.
#include "indexer/registrar.h"

#include <algorithm>
#include <utility>

namespace gazette {

std::optional<ContainerFate> Registrar::fate_of(std::int64_t container_id) const {
    const auto found = fates_.find(container_id);
    if (found == fates_.end()) return std::nullopt;
    return found->second;
}

void Registrar::unchanged_container(const WalkedUnchangedContainer& container) {
    report_.input_bytes += container.bytes;
    meet(container.input_id, 1);
    fates_[container.input_id] = ContainerFate::unchanged;
    const auto counts = ledger_.count_records(container.input_id);
    report_.unchanged += counts.documents;
    report_.copies += counts.copies;
    const auto row = ledger_.get(container.input_id);
    if (row && !row->reason.empty()) {
        ++report_.rejected;
        ++report_.rejected_by_reason[row->reason];
    }
    for (const auto& [reason, count] : counts.rejected_by_reason) {
        report_.rejected += count;
        report_.rejected_by_reason[reason] += count;
    }
}

void Registrar::begin_container(const WalkedContainerBegin& begin) {
    const WalkedContainer& container = *begin.container;
    delete_document_of(ledger_.find(0, container.uri));
    LedgerRow row;
    row.name = container.uri;
    row.outcome = Outcome::container;
    row.collection = container.collection;
    row.bytes = container.bytes;
    row.modified_ns = container.modified_ns;
    row.extractor = container.extractor;
    row.extractor_version = container.extractor_version;
    row.run = report_.run;
    row.sequence = container.sequence;
    row.revision = revision_;
    const std::int64_t input_id = ledger_.put(row);
    meet(input_id, 1);
    open_[begin.container.get()] = {begin.container, input_id, 0, std::nullopt};
}

bool Registrar::replaces_document(const WalkedMemberContainer& nested) const {
    // The file around it may come with the same results, and not be begun yet.
    const auto file = ledger_.find(0, nested.key.container->uri);
    if (!file) return false;
    const auto before = ledger_.find(file->input_id, nested.key.name);
    return before && has_document(before->outcome);
}

void Registrar::member_container(const WalkedMemberContainer& nested) {
    LedgerRow row = row_of(nested.key);
    delete_document_of(ledger_.find(row.container, row.name));
    row.outcome = Outcome::container;
    row.reason = nested.reason;
    row.detail = nested.detail;
    if (!row.reason.empty()) {
        ++report_.rejected;
        ++report_.rejected_by_reason[row.reason];
        unread_members_.emplace_back(row.container, row.name);
    }
    meet(ledger_.put(row), 1);
}

bool Registrar::is_unread(const LedgerRow& row) const {
    return std::any_of(unread_members_.begin(), unread_members_.end(), [&](const auto& unread) {
        return unread.first == row.container && row.name.size() > unread.second.size() &&
               row.name.starts_with(unread.second) &&
               std::string_view("!#:").find(row.name[unread.second.size()]) !=
                   std::string_view::npos;
    });
}

void Registrar::end_container(const WalkedContainerEnd& end) {
    open_.at(end.container.get()).end = end;
    finish_if_done(end.container.get());
}

void Registrar::count_back(const WalkedKey& key) {
    if (key.container == nullptr) return;
    ++open_.at(key.container.get()).back;
    finish_if_done(key.container.get());
}

void Registrar::finish_if_done(const WalkedContainer* container) {
    const OpenContainer& open = open_.at(container);
    if (!open.end || open.back < open.end->inputs) return;
    auto row = ledger_.get(open.input_id);
    row->run = report_.run;
    row->revision = revision_;
    row->bytes = open.end->bytes;
    // The same bytes end in the same way; what the system refused it may give next time.
    const bool is_lasting = open.end->code != RejectionCode::unreadable || open.end->error.empty();
    if (is_lasting && !is_cut_again(open.input_id)) row->hash = open.end->hash;
    // A run that ends before it looks for what is gone must not let the next one pass it by.
    if (open.input_id <= last_known_ && !row->hash.empty()) {
        unsettled_.emplace_back(open.input_id, std::exchange(row->hash, {}));
    }
    if (open.end->error.empty()) {
        ledger_.remove_old_rejections(open.input_id, report_.run);
    } else {
        row->reason = name_of(open.end->code);
        row->detail = open.end->error;
        ++report_.rejected;
        ++report_.rejected_by_reason[row->reason];
    }
    fates_[open.input_id] = open.end->error.empty() ? ContainerFate::cut : ContainerFate::failed;
    ledger_.put(*row);
    open_.erase(container);
}

void Registrar::settle_containers() {
    for (auto& [input_id, hash] : unsettled_) {
        // What waits in it was woken after it had been cut.
        if (is_cut_again(input_id)) continue;
        auto row = ledger_.get(input_id);
        row->hash = std::move(hash);
        ledger_.put(*row);
    }
    unsettled_.clear();
}

}  // namespace gazette
