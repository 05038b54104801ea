#include "indexer/registrar.h"

#include "indexer/extract/partial.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace gazette {
namespace {

// Rows about one id that are told of its new holder; nobody needs more to find out.
constexpr std::size_t kMaxToldRows = 1000;
// Rows that are looked at together.
constexpr std::size_t kPageRows = 1000;
constexpr std::size_t kAllParts = std::numeric_limits<std::size_t>::max();

const std::string kDuplicate(name_of(RejectionCode::duplicate_id));

std::string duplicate_detail(const std::string& doc_id, std::string_view winner) {
    return "the document id \"" + doc_id + "\" is that of " + std::string(winner) +
           ", which comes first in the same run";
}

std::string superseded_detail(const std::string& doc_id, std::string_view winner) {
    return "the document id \"" + doc_id + "\" is that of " + std::string(winner) +
           " now, which was indexed later";
}

std::string path_made_detail(const std::string& doc_id, std::string_view holder) {
    return "the document id \"" + doc_id + "\", made from the path, is that of " +
           std::string(holder) + ": give this archive another name with --collection";
}

// Of a record of JSON Lines that has a document, once it has none.
std::string line_name(const LedgerRow& record, std::uint64_t line) {
    const std::string by_document = "#" + record.doc_id;
    std::string name = record.name;
    if (name.ends_with(by_document)) name.resize(name.size() - by_document.size());
    return name + ":" + std::to_string(line);
}

bool is_record(const LedgerRow& row) {
    return row.line != 0;
}

}  // namespace

Registrar::Registrar(Ledger& ledger, LiveParts& parts, IndexReport& report)
    : ledger_(ledger),
      parts_(parts),
      report_(report),
      last_known_(ledger.last_input_id()),
      met_(static_cast<std::size_t>(last_known_) + 1),
      part_limit_(kAllParts) {}

std::int64_t Registrar::container_id(const WalkedKey& key) const {
    return key.container == nullptr ? 0 : open_.at(key.container.get()).input_id;
}

LedgerRow Registrar::row_of(const WalkedKey& key) const {
    LedgerRow row;
    row.container = container_id(key);
    row.name = key.name;
    row.collection = key.collection;
    row.hash = key.hash;
    row.bytes = key.bytes;
    row.modified_ns = key.modified_ns;
    row.extractor = key.extractor;
    row.extractor_version = key.extractor_version;
    row.run = report_.run;
    row.sequence = key.sequence;
    row.line = key.line;
    row.revision = revision_;
    return row;
}

std::string Registrar::uri(const LedgerRow& row) {
    if (row.container == 0) return row.name;
    const auto container = ledger_.get(row.container);
    return uri_of(container ? container->name : "", row);
}

void Registrar::meet(std::int64_t input_id, std::uint64_t line) {
    if (input_id > last_known_) return;
    const std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
    met_[static_cast<std::size_t>(input_id)] =
        static_cast<std::uint32_t>(std::clamp<std::uint64_t>(line, 1, most));
}

// 0 where this run has not met it.
std::uint64_t Registrar::line_met(const LedgerRow& row) const {
    if (row.input_id > last_known_) return std::max<std::uint64_t>(row.line, 1);
    return met_[static_cast<std::size_t>(row.input_id)];
}

bool Registrar::has_met(const LedgerRow& row) const {
    return line_met(row) != 0;
}

void Registrar::unchanged(const WalkedUnchanged& input) {
    report_.input_bytes += input.key.bytes;
    const auto row = ledger_.get(input.input_id);
    if (row && has_met(*row)) {
        refuse_repeated_line(input, *row);
        return;
    }
    meet(input.input_id, input.key.line);
    if (!row) return;
    if (row->outcome == Outcome::missing) put_back(*row);
    if (row->outcome == Outcome::duplicate) {
        ++report_.copies;
        // Its document went away since it was walked.
        if (row->hash.empty()) ++report_.waiting;
    }
    if (row->outcome == Outcome::indexed || row->outcome == Outcome::missing) ++report_.unchanged;
}

// The ledger found a line by its content, and this run has met that content before.
void Registrar::refuse_repeated_line(const WalkedUnchanged& input, const LedgerRow& first) {
    LedgerRow row = row_of(input.key);
    row.outcome = Outcome::rejected;
    row.reason = kDuplicate;
    row.doc_id = first.doc_id;
    row.detail = duplicate_detail(first.doc_id, uri(first));
    put_refusal(std::move(row));
}

void Registrar::refuse(const WalkedRefusal& refusal) {
    report_.input_bytes += refusal.key.bytes;
    if (refusal.is_folder) unread_folders_.push_back(refusal.key.name);
    LedgerRow row = row_of(refusal.key);
    row.outcome = refusal.outcome;
    row.reason = refusal.reason;
    row.detail = refusal.detail;
    row.doc_id = refusal.doc_id;
    if (row.reason == kDuplicate) {
        const auto holder = ledger_.find_document(row.doc_id);
        if (holder) row.detail = duplicate_detail(row.doc_id, uri(*holder));
    }
    put_refusal(std::move(row));
}

void Registrar::put_refusal(LedgerRow row) {
    const bool skipped = row.outcome == Outcome::skipped;
    ++(skipped ? report_.skipped : report_.rejected);
    if (!skipped) ++report_.rejected_by_reason[row.reason];
    const auto before = ledger_.find(row.container, row.name);
    if (before && has_document(before->outcome)) {
        // The last version that could be read stays; the next run tries again.
        ++report_.stale;
        LedgerRow stale = *before;
        stale.outcome = Outcome::stale;
        stale.reason = row.reason;
        stale.detail = row.detail;
        stale.hash.clear();
        stale.run = row.run;
        stale.sequence = row.sequence;
        stale.revision = row.revision;
        row = std::move(stale);
    } else if (before && before->outcome == Outcome::container) {
        // Its records stay as they are.
        fates_[before->input_id] = ContainerFate::failed;
        if (row.container != 0) unread_members_.emplace_back(row.container, row.name);
        row.outcome = Outcome::container;
        row.hash.clear();
    }
    meet(ledger_.put(row), row.line);
}

void Registrar::add(const BuiltDocument& document, DocumentLocation location) {
    report_.input_bytes += document.key.bytes;
    part_limit_ = location.part;
    place(document, location);
    part_limit_ = kAllParts;
}

void Registrar::place(const BuiltDocument& document, DocumentLocation location) {
    if (place_copy(document, location)) return;
    const auto held = find(document.id);
    auto holder = held ? ledger_.find_document(document.id) : std::nullopt;
    if (!holder) {
        if (held) parts_.remove(*held);
        take_free(document);
        return;
    }
    const bool is_own =
        holder->container == container_id(document.key) && holder->name == document.key.name;
    if (is_own) {
        take_own(document, location, *holder);
    } else {
        take_from(document, location, std::move(*holder));
    }
}

void Registrar::take_free(const BuiltDocument& document) {
    const auto before = ledger_.find(container_id(document.key), document.key.name);
    const bool had_another = delete_document_of(before);
    ++(had_another ? report_.replaced : report_.added);
    accept(document, before);
}

// The holder is the same input: it changed, or its file has two records with this id.
void Registrar::take_own(const BuiltDocument& document,
                         DocumentLocation location,
                         const LedgerRow& own) {
    const std::uint64_t line = line_met(own);
    if (is_record(own) && line != 0 && line < document.key.line) {
        reject(document, location, duplicate_detail(document.id, uri(own)));
        return;
    }
    delete_document(document.id);
    if (own.text_hash != document.signature) free_copies(own);
    const bool new_in_run = own.run == report_.run && own.outcome == Outcome::indexed;
    if (!new_in_run) ++report_.replaced;
    if (is_record(own) && line != 0) {
        if (!new_in_run) --report_.unchanged;
        LedgerRow loser = own;
        loser.name = line_name(own, line);
        loser.line = line;
        demote(std::move(loser), uri(own));
    }
    accept(document, own);
}

void Registrar::take_from(const BuiltDocument& document,
                          DocumentLocation location,
                          LedgerRow holder) {
    const bool same_run = holder.run == report_.run && holder.outcome == Outcome::indexed;
    if (same_run && holder.sequence < document.key.sequence) {
        reject(document, location, duplicate_detail(document.id, uri(holder)));
        return;
    }
    if (!same_run && !document.own_id) {
        reject(document, location, path_made_detail(document.id, uri(holder)));
        return;
    }
    const auto before = ledger_.find(container_id(document.key), document.key.name);
    const std::uint64_t other_line = before && is_record(*before) ? line_met(*before) : 0;
    if (other_line != 0 && other_line < document.key.line) {
        // It lost the id to the holder already; lines that come after it do not get it back.
        reject(document, location, duplicate_detail(document.id, uri(holder)));
        return;
    }
    delete_document(document.id);
    if (holder.text_hash != document.signature) free_copies(holder);
    if (before && has_document(before->outcome)) {
        delete_document(before->doc_id);
        if (before->text_hash != document.signature) free_copies(*before);
    }
    const std::string winner = uri(row_of(document.key));
    if (other_line != 0) {
        LedgerRow loser = *before;
        loser.name = line_name(*before, other_line);
        loser.line = other_line;
        demote(std::move(loser), winner);
    }
    if (same_run) {
        if (is_record(holder)) {
            ledger_.remove(holder.input_id, revision_);
            holder.name = line_name(holder, holder.line);
        }
        demote(std::move(holder), winner);
    } else {
        ++report_.replaced;
        const bool counted =
            line_met(holder) != 0 || fate_of(holder.container) == ContainerFate::unchanged;
        if (counted && holder.outcome == Outcome::indexed) --report_.unchanged;
        holder.outcome = Outcome::superseded;
        holder.reason = "superseded";
        holder.detail = superseded_detail(document.id, winner);
        holder.run = report_.run;
        holder.revision = revision_;
        ledger_.put(holder);
    }
    accept(document, before);
    rename_winner(document, winner);
}

void Registrar::accept(const BuiltDocument& document, const std::optional<LedgerRow>& before) {
    LedgerRow row = row_of(document.key);
    row.outcome = Outcome::indexed;
    row.doc_id = document.id;
    row.warnings = document.warnings;
    row.lang = document.lang;
    row.kind = document.kind;
    row.source = document.source;
    row.text_hash = document.signature;
    take_over(document);
    if (before && before->outcome == Outcome::container) {
        // A file of records once: its records are not met, so they count as missing.
        fates_[before->input_id] = ContainerFate::cut;
    }
    meet(ledger_.put(row), row.line);
    report_.text_bytes += document.text_bytes;
    if (!document.warnings.empty()) ++report_.with_warnings;
    if (is_partial(document.warnings)) ++report_.partial;
}

void Registrar::reject(const BuiltDocument& document,
                       DocumentLocation location,
                       std::string detail) {
    parts_.remove(location);
    LedgerRow row = row_of(document.key);
    row.doc_id = document.id;
    if (is_record(row)) row.name = line_name(row, row.line);
    row.outcome = Outcome::rejected;
    row.reason = kDuplicate;
    row.detail = std::move(detail);
    put_refusal(std::move(row));
}

void Registrar::demote(LedgerRow row, std::string_view winner) {
    ++report_.rejected;
    ++report_.rejected_by_reason[kDuplicate];
    row.input_id = 0;
    row.outcome = Outcome::rejected;
    row.reason = kDuplicate;
    row.detail = duplicate_detail(row.doc_id, winner);
    row.run = report_.run;
    row.revision = revision_;
    meet(ledger_.put(row), row.line);
}

void Registrar::rename_winner(const BuiltDocument& document, const std::string& winner) {
    const std::string& doc_id = document.id;
    for (LedgerRow& row : ledger_.about_document(doc_id, kMaxToldRows)) {
        if (row.run != report_.run || has_document(row.outcome)) continue;
        // A line before it was passed over while the id was another file's.
        const bool comes_first = row.container != 0 &&
                                 row.container == container_id(document.key) &&
                                 row.line < document.key.line && row.reason == kDuplicate;
        if (row.reason == kDuplicate) row.detail = duplicate_detail(doc_id, winner);
        if (row.outcome == Outcome::superseded) row.detail = superseded_detail(doc_id, winner);
        row.revision = revision_;
        if (comes_first) {
            read_again(std::move(row));
        } else {
            ledger_.put(row);
        }
    }
}

std::optional<DocumentLocation> Registrar::find(const std::string& doc_id) const {
    return parts_.find(doc_id, part_limit_);
}

void Registrar::delete_document(const std::string& doc_id) {
    if (const auto location = find(doc_id)) parts_.remove(*location);
}

bool Registrar::delete_document_of(const std::optional<LedgerRow>& before) {
    if (!before || !has_document(before->outcome)) return false;
    delete_document(before->doc_id);
    free_copies(*before);
    return true;
}

void Registrar::each_row_about(const std::string& doc_id,
                               const std::function<void(const LedgerRow&)>& take) {
    std::int64_t after = 0;
    for (;;) {
        const auto rows = ledger_.about_document(doc_id, kPageRows, after);
        for (const LedgerRow& row : rows) {
            after = row.input_id;
            take(row);
        }
        if (rows.size() < kPageRows) return;
    }
}

// It was missing, and is there again as it was.
void Registrar::put_back(LedgerRow row) {
    row.outcome = Outcome::indexed;
    row.reason.clear();
    row.detail.clear();
    row.revision = revision_;
    ledger_.put(row);
}

void Registrar::keep_missing(LedgerRow row) {
    if (!has_document(row.outcome)) return;
    ++report_.missing;
    if (row.outcome == Outcome::missing) return;
    row.outcome = Outcome::missing;
    row.reason = "missing";
    row.detail = "the input was no longer there in run " + std::to_string(report_.run);
    row.run = report_.run;
    row.revision = revision_;
    ledger_.put(row);
}

void Registrar::remove(LedgerRow row) {
    if (has_document(row.outcome)) {
        delete_document(row.doc_id);
        wake_waiting(row.doc_id);
        free_copies(row);
        ++report_.deleted;
    }
    // The id is another input's.
    if (row.outcome == Outcome::duplicate) row.doc_id.clear();
    row.outcome = Outcome::deleted;
    row.reason = "missing";
    row.detail = "the input was no longer there in run " + std::to_string(report_.run);
    row.hash.clear();
    row.run = report_.run;
    row.revision = revision_;
    ledger_.put(row);
}

// Inputs that were passed over for this document are read again when they are next met.
void Registrar::wake_waiting(const std::string& doc_id) {
    each_row_about(doc_id, [&](const LedgerRow& row) {
        const bool waits = row.outcome == Outcome::superseded || row.reason == kDuplicate;
        if (waits && row.outcome != Outcome::deleted) read_again(row);
    });
}

}  // namespace gazette
