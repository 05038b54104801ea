#include "indexer/index_status.h"

#include "indexer/analysis/fingerprint.h"
#include "indexer/folder_size.h"
#include "indexer/format/index_error.h"
#include "indexer/input_names.h"
#include "indexer/published_state.h"
#include "indexer/write_lock.h"

#include <system_error>

namespace gazette {
namespace {

void count_inputs(LedgerReader& ledger, IndexStatus& status) {
    ledger.each([&](const LedgerRow& row) {
        ++status.outcomes[std::string(shown_outcome(row))];
        const bool rejected = row.outcome == Outcome::rejected || row.outcome == Outcome::stale ||
                              (row.outcome == Outcome::container && !row.reason.empty());
        if (rejected) ++status.rejected_by_reason[row.reason];
        if (rejected && row.outcome == Outcome::rejected) ++status.rejected_formats[row.extractor];
        if (row.outcome == Outcome::skipped) ++status.skipped_by_reason[row.reason];
        if (!has_document(row.outcome)) return;
        ++status.formats[row.extractor];
        if (!row.warnings.empty()) ++status.with_warnings;
    });
}

void count_values(const Columns& columns,
                  const Tombstones& deleted,
                  FacetColumn column,
                  Counts& counts) {
    std::vector<std::uint64_t> by_ordinal(columns.value_count(column));
    const auto ordinals = columns.ordinals(column);
    for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
        if (!deleted.contains(docid)) ++by_ordinal.at(ordinals[docid - 1]);
    }
    for (std::uint32_t ordinal = 0; ordinal < by_ordinal.size(); ++ordinal) {
        if (by_ordinal[ordinal] > 0) {
            counts[std::string(columns.value(column, ordinal))] += by_ordinal[ordinal];
        }
    }
}

void look_at_part(const std::filesystem::path& index_dir,
                  const PartEntry& entry,
                  IndexStatus& status) {
    const auto folder = part_path(index_dir, entry.name);
    try {
        const Columns columns(folder / kColumnsFile);
        Tombstones deleted;
        if (!entry.tombstones.empty()) deleted = read_tombstones(folder / entry.tombstones);
        count_values(columns, deleted, FacetColumn::lang, status.languages);
        count_values(columns, deleted, FacetColumn::kind, status.kinds);
        count_values(columns, deleted, FacetColumn::source, status.sources);
        count_values(columns, deleted, FacetColumn::collection, status.collections);
    } catch (const std::exception& error) {
        status.problems.push_back("part " + entry.name + ": " + error.what());
    }
}

// "/a/b.jsonl" and "#id", "/a/b.zip" and "!/c.html", for every place where the name may be cut.
std::optional<LedgerRow> find_record(LedgerReader& ledger, const std::string& uri) {
    for (std::size_t cut = 1; cut < uri.size(); ++cut) {
        if (uri[cut] != '#' && uri[cut] != ':' && uri[cut] != '!') continue;
        const auto container = ledger.find(0, uri.substr(0, cut));
        if (!container) continue;
        if (auto row = ledger.find(container->input_id, uri.substr(cut))) return row;
    }
    return std::nullopt;
}

std::optional<LedgerRow> find_row(LedgerReader& ledger, const std::string& name) {
    if (auto row = ledger.find(0, name)) return row;
    std::error_code error;
    const auto path = std::filesystem::weakly_canonical(name, error);
    const std::string uri = error ? name : path_uri(path);
    if (auto row = ledger.find(0, uri)) return row;
    if (auto row = find_record(ledger, name)) return row;
    if (auto row = find_record(ledger, uri)) return row;
    return ledger.find_document(name);
}

std::string container_name(LedgerReader& ledger, const LedgerRow& row) {
    if (row.container == 0) return {};
    const auto container = ledger.get(row.container);
    return container ? container->name : std::string();
}

}  // namespace

IndexStatus read_status(const std::filesystem::path& index_dir) {
    const PublishedState state = read_published(index_dir);
    const Manifest& manifest = state.manifest;
    IndexStatus status;
    status.published_at = manifest.published_at;
    status.analyzer = manifest.analyzer;
    status.revision = manifest.revision;
    status.documents = manifest.documents();
    status.problems = state.problems;
    if (manifest.analyzer != analyzer_fingerprint()) {
        status.problems.push_back("the index was made with \"" + manifest.analyzer +
                                  "\", this program has \"" + analyzer_fingerprint() +
                                  "\": rebuild it (gazette index --rebuild)");
    }
    for (std::size_t i = 0; i < manifest.parts.size(); ++i) {
        const PartEntry& entry = manifest.parts[i];
        PartStatus part;
        part.name = entry.name;
        part.documents = entry.documents - entry.deleted;
        part.deleted = entry.deleted;
        part.text_bytes = entry.text_bytes;
        part.bytes = folder_bytes(part_path(index_dir, entry.name));
        status.text_bytes += part.text_bytes;
        status.parts.push_back(std::move(part));
        if (state.parts[i] != nullptr) look_at_part(index_dir, entry, status);
    }
    count_inputs(*state.ledger, status);
    status.bytes = folder_bytes(index_dir);
    status.last_run = state.ledger->last_run();
    status.is_being_written = is_being_written(index_dir);
    return status;
}

std::optional<InputStatus> find_input(const std::filesystem::path& index_dir,
                                      const std::string& name) {
    const PublishedState state = read_published(index_dir);
    const auto row = find_row(*state.ledger, name);
    if (!row) return std::nullopt;
    InputStatus input;
    input.row = *row;
    input.uri = uri_of(container_name(*state.ledger, *row), *row);
    if (row->outcome == Outcome::container) {
        input.records = state.ledger->count_records(row->input_id);
    }
    if (has_document(row->outcome)) {
        for (const LedgerRow& copy : state.ledger->copies_of(row->doc_id, kMaxShownCopies)) {
            input.copies.push_back(uri_of(container_name(*state.ledger, copy), copy));
        }
    }
    return input;
}

namespace {

template <typename Each>
void each_input(const std::filesystem::path& index_dir,
                Each each,
                const std::function<void(const InputStatus&)>& take) {
    const PublishedState state = read_published(index_dir);
    std::int64_t container = 0;
    std::string name;
    ((*state.ledger).*each)([&](const LedgerRow& row) {
        if (row.container != container) {
            name = container_name(*state.ledger, row);
            container = row.container;
        }
        take({uri_of(name, row), row, {}, {}});
    });
}

}  // namespace

void each_rejected(const std::filesystem::path& index_dir,
                   const std::function<void(const InputStatus&)>& take) {
    each_input(index_dir, &LedgerReader::each_rejected, take);
}

void each_partial(const std::filesystem::path& index_dir,
                  const std::function<void(const InputStatus&)>& take) {
    each_input(index_dir, &LedgerReader::each_partial, take);
}

}  // namespace gazette
