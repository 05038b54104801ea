#include "indexer/publisher.h"

#include "indexer/analysis/fingerprint.h"
#include "indexer/merge_policy.h"
#include "indexer/merger.h"
#include "indexer/part_sweeper.h"
#include "indexer/utc_time.h"

#include <algorithm>
#include <chrono>
#include <type_traits>
#include <utility>
#include <variant>

namespace gazette {

Publisher::Publisher(PublisherOptions options,
                     Manifest manifest,
                     Ledger& ledger,
                     IndexReport& report)
    : options_(std::move(options)),
      ledger_(ledger),
      report_(report),
      parts_(options_.index_dir, manifest),
      registrar_(ledger, parts_, report),
      first_revision_(ledger.published() + 1),
      was_published_(!manifest.analyzer.empty()) {
    report_.documents = manifest.documents();
}

std::uint64_t Publisher::next_revision() const {
    return options_.hold_back ? first_revision_ : ledger_.published() + 1;
}

// Whether a result can change which documents there are.
bool Publisher::changes_index(const PipelineResult& result) {
    if (const auto* part = std::get_if<BuiltPart>(&result)) return !part->documents.empty();
    // What was a document may hold inputs now.
    if (const auto* begin = std::get_if<WalkedContainerBegin>(&result)) {
        const auto before = ledger_.find(0, begin->container->uri);
        return before && has_document(before->outcome);
    }
    const auto* nested = std::get_if<WalkedMemberContainer>(&result);
    return nested != nullptr && registrar_.replaces_document(*nested);
}

void Publisher::take(std::vector<PipelineResult> results) {
    if (results.empty()) return;
    const bool publishes = std::any_of(results.begin(), results.end(), [this](const auto& result) {
        return changes_index(result);
    });
    const std::uint64_t revision =
        publishes || options_.hold_back ? next_revision() : ledger_.published();
    if (publishes) at(PublishStep::parts_written);
    ledger_.begin();
    registrar_.set_revision(revision);
    for (PipelineResult& result : results) apply(result);
    if (publishes) {
        publish(revision);
    } else {
        ledger_.commit();
    }
}

void Publisher::apply(PipelineResult& result) {
    std::visit(
        [this](auto& item) {
            using Type = std::decay_t<decltype(item)>;
            if constexpr (std::is_same_v<Type, WalkedUnchanged>) registrar_.unchanged(item);
            if constexpr (std::is_same_v<Type, WalkedUnchangedContainer>) {
                registrar_.unchanged_container(item);
            }
            if constexpr (std::is_same_v<Type, WalkedRefusal>) registrar_.refuse(item);
            if constexpr (std::is_same_v<Type, WalkedContainerBegin>) {
                registrar_.begin_container(item);
            }
            if constexpr (std::is_same_v<Type, WalkedContainerEnd>) registrar_.end_container(item);
            if constexpr (std::is_same_v<Type, WalkedMemberContainer>) {
                registrar_.member_container(item);
            }
            if constexpr (std::is_same_v<Type, BuiltPart>) apply_part(item);
        },
        result);
}

void Publisher::apply_part(const BuiltPart& part) {
    if (!part.worker_protection.empty()) report_.worker_protection = part.worker_protection;
    if (!part.documents.empty()) {
        const std::size_t place = parts_.add(part.entry);
        for (const BuiltDocument& document : part.documents) {
            registrar_.add(document, {place, document.docid});
            registrar_.count_back(document.key);
        }
    }
    for (const WalkedRefusal& refusal : part.refusals) {
        registrar_.refuse(refusal);
        registrar_.count_back(refusal.key);
    }
}

// Ends the ledger's transaction.
void Publisher::publish(std::uint64_t revision) {
    Manifest next = parts_.prepare(revision);
    next.format_version = kIndexFormatVersion;
    next.analyzer = analyzer_fingerprint();
    next.published_at = utc_now();
    at(PublishStep::tombstones_written);
    ledger_.commit();
    at(PublishStep::rows_committed);
    if (!options_.hold_back) {
        replace_manifest(options_.index_dir, next);
        at(PublishStep::manifest_replaced);
        ledger_.set_published(revision);
        was_published_ = true;
        report_.documents = next.documents();
    }
    report_.parts = next.parts.size();
    report_.revision = revision;
    parts_.set_published(std::move(next));
    at(PublishStep::published);
    merge();
    sweep();
    at(PublishStep::swept);
}

void Publisher::merge() {
    const auto begin = std::chrono::steady_clock::now();
    const double merged_before = report_.merge_seconds;
    while (const auto chosen = choose_merge(parts_.manifest())) {
        std::vector<PartEntry> sources;
        std::vector<std::string> names;
        for (const std::size_t place : *chosen) {
            sources.push_back(parts_.manifest().parts[place]);
            names.push_back(sources.back().name);
        }
        MergeControl control;
        control.analyzer = &analyzer_;
        control.stop = options_.stop;
        control.kind = options_.writer;
        const auto merged =
            merge_parts(options_.index_dir, sources, options_.next_part_name(), control);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        report_.merge_seconds = merged_before + taken.count();
        if (!merged) return;
        at(PublishStep::merged);
        parts_.replace(names, *merged);
        const std::uint64_t revision = next_revision();
        Manifest next = parts_.prepare(revision);
        next.published_at = utc_now();
        if (!options_.hold_back) {
            replace_manifest(options_.index_dir, next);
            ledger_.set_published(revision);
        }
        report_.parts = next.parts.size();
        report_.revision = revision;
        parts_.set_published(std::move(next));
    }
}

void Publisher::sweep() {
    auto& retired = parts_.retired();
    retired.erase(std::remove_if(retired.begin(),
                                 retired.end(),
                                 [this](const std::string& name) {
                                     return sweep_part(options_.index_dir, name);
                                 }),
                  retired.end());
}

void Publisher::keep_missing(std::vector<LedgerRow> rows) {
    ledger_.begin();
    registrar_.set_revision(options_.hold_back ? first_revision_ : ledger_.published());
    for (LedgerRow& row : rows) registrar_.keep_missing(std::move(row));
    ledger_.commit();
}

void Publisher::remove(std::vector<LedgerRow> rows) {
    const std::uint64_t revision = next_revision();
    ledger_.begin();
    registrar_.set_revision(revision);
    for (LedgerRow& row : rows) registrar_.remove(std::move(row));
    publish(revision);
}

void Publisher::settle() {
    ledger_.begin();
    registrar_.settle_containers();
    ledger_.commit();
}

void Publisher::finish() {
    if (options_.hold_back) {
        Manifest next = parts_.manifest();
        next.format_version = kIndexFormatVersion;
        next.analyzer = analyzer_fingerprint();
        next.revision = first_revision_;
        next.published_at = utc_now();
        replace_manifest(options_.index_dir, next);
        at(PublishStep::manifest_replaced);
        ledger_.set_published(first_revision_);
        report_.revision = first_revision_;
        parts_.set_published(std::move(next));
    } else if (!was_published_) {
        ledger_.begin();
        publish(next_revision());
    }
    report_.documents = parts_.manifest().documents();
    report_.parts = parts_.manifest().parts.size();
    report_.revision = parts_.manifest().revision;
    sweep();
}

}  // namespace gazette
