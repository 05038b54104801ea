// Inputs with one text: one of them makes the document, the others are copies of it.
#include "indexer/registrar.h"

#include <utility>

namespace gazette {
namespace {

std::string copy_detail(const std::string& doc_id, std::string_view original) {
    return "the text is that of the document \"" + doc_id + "\", from " + std::string(original);
}

}  // namespace

// The row of another input whose document has this text.
std::optional<LedgerRow> Registrar::original_of(const BuiltDocument& document) const {
    if (document.signature.empty()) return std::nullopt;
    auto original = ledger_.find_text(document.signature);
    if (!original || original->doc_id == document.id) return std::nullopt;
    const bool is_own =
        original->container == container_id(document.key) && original->name == document.key.name;
    return is_own ? std::nullopt : original;
}

LedgerRow Registrar::copy_of(LedgerRow row, const std::string& doc_id, std::string_view original) {
    row.outcome = Outcome::duplicate;
    row.reason = "same_text";
    row.detail = copy_detail(doc_id, original);
    row.doc_id = doc_id;
    row.run = report_.run;
    row.revision = revision_;
    return row;
}

// True where the document is a copy of one with a smaller id.
bool Registrar::place_copy(const BuiltDocument& document, DocumentLocation location) {
    const auto original = original_of(document);
    if (!original || document.id < original->doc_id) return false;
    parts_.remove(location);
    const auto before = ledger_.find(container_id(document.key), document.key.name);
    delete_document_of(before);
    if (before && before->outcome == Outcome::container) {
        fates_[before->input_id] = ContainerFate::cut;
    }
    LedgerRow row = row_of(document.key);
    row.warnings = document.warnings;
    row.lang = document.lang;
    row.kind = document.kind;
    row.source = document.source;
    row.text_hash = document.signature;
    row = copy_of(std::move(row), original->doc_id, uri(*original));
    meet(ledger_.put(row), 1);
    ++report_.copies;
    return true;
}

// The document, which has the smaller id, is accepted: the one that was there becomes its copy, and
// so do the copies of that.
void Registrar::take_over(const BuiltDocument& document) {
    const auto original = original_of(document);
    if (!original) return;
    // It may be registered already, and be of the same part.
    auto location = find(original->doc_id);
    if (!location) location = parts_.find(original->doc_id, part_limit_ + 1);
    if (location) parts_.remove(*location);
    const bool counted =
        line_met(*original) != 0 || fate_of(original->container) == ContainerFate::unchanged;
    if (original->run == report_.run) {
        --(original->input_id > last_known_ ? report_.added : report_.replaced);
    } else if (counted && original->outcome == Outcome::indexed) {
        --report_.unchanged;
    }
    const std::string winner = uri(row_of(document.key));
    each_row_about(original->doc_id, [&](const LedgerRow& row) {
        const bool is_copy =
            row.outcome == Outcome::duplicate && row.text_hash == document.signature;
        if (is_copy) ledger_.put(copy_of(row, document.id, winner));
    });
    ledger_.put(copy_of(*original, document.id, winner));
    ++report_.copies;
}

// The row's document goes, or gets another text: its copies are read again when they are next met.
void Registrar::free_copies(const LedgerRow& before) {
    if (before.text_hash.empty()) return;
    each_row_about(before.doc_id, [&](const LedgerRow& row) {
        const bool is_copy = row.outcome == Outcome::duplicate && row.text_hash == before.text_hash;
        if (is_copy) read_again(row);
    });
}

// When it is next met.
void Registrar::read_again(LedgerRow row) {
    const bool is_there = row.container != 0 && !has_met(row)
                              ? fate_of(row.container) == ContainerFate::unchanged
                              : has_met(row);
    if (is_there) ++report_.waiting;
    row.hash.clear();
    row.revision = revision_;
    ledger_.put(row);
    auto container = row.container == 0 ? std::nullopt : ledger_.get(row.container);
    if (!container) return;
    cut_again_.insert(row.container);
    container->hash.clear();
    container->revision = revision_;
    ledger_.put(*container);
}

}  // namespace gazette
