#include "indexer/index_check.h"

#include "indexer/analysis/fingerprint.h"
#include "indexer/format/columns.h"
#include "indexer/format/index_error.h"
#include "indexer/format/tombstones.h"
#include "indexer/part_check.h"
#include "indexer/published_state.h"

#include <charconv>
#include <memory>
#include <optional>
#include <utility>

namespace gazette {
namespace {

// A part's documents, and which of them have a row.
struct KnownPart {
    std::string name;
    Columns columns;
    Tombstones deleted;
    std::vector<bool> has_row;

    KnownPart(const std::filesystem::path& index_dir, const PartEntry& entry)
        : name(entry.name), columns(part_path(index_dir, entry.name) / kColumnsFile) {
        if (!entry.tombstones.empty()) {
            deleted = read_tombstones(part_path(index_dir, entry.name) / entry.tombstones);
        }
        has_row.resize(columns.size());
    }
};

class Check {
  public:
    Check(const std::filesystem::path& index_dir,
          const std::function<void(const std::string&)>& progress)
        : index_dir_(index_dir), progress_(progress), state_(read_published(index_dir)) {}

    CheckReport run() {
        const Manifest& manifest = state_.manifest;
        report_.revision = manifest.revision;
        report_.parts = manifest.parts.size();
        report_.documents = manifest.documents();
        for (const std::string& problem : state_.problems) found(problem);
        if (manifest.format_version != kIndexFormatVersion) {
            found("the index has format version " + std::to_string(manifest.format_version) +
                  ", this program reads " + std::to_string(kIndexFormatVersion) +
                  ": rebuild it (gazette index --rebuild)");
            return report_;
        }
        if (manifest.analyzer != analyzer_fingerprint()) {
            found("the index was made with \"" + manifest.analyzer + "\", this program has \"" +
                  analyzer_fingerprint() + "\": rebuild it (gazette index --rebuild)");
        }
        for (std::size_t i = 0; i < manifest.parts.size(); ++i) {
            if (state_.parts[i] != nullptr) look_at_part(manifest.parts[i]);
        }
        compare_with_ledger();
        return std::move(report_);
    }

  private:
    void found(std::string line) {
        ++report_.findings;
        if (report_.lines.size() < kMaxFindings) report_.lines.push_back(std::move(line));
    }

    void tell(const std::string& what) const {
        if (progress_) progress_(what);
    }

    void look_at_part(const PartEntry& entry) {
        tell("part " + entry.name + " (" + std::to_string(entry.documents) + " documents)");
        check_part(index_dir_, entry, [&](const std::string& line) {
            found("part " + entry.name + ": " + line);
        });
        try {
            parts_.push_back(std::make_unique<KnownPart>(index_dir_, entry));
        } catch (const IndexError&) {
            // check_part has said it already; its documents will be said to be missing.
            parts_incomplete_ = true;
        }
    }

    void compare_with_ledger() {
        tell("the ledger");
        if (!state_.problems.empty()) parts_incomplete_ = true;
        state_.ledger->each([this](const LedgerRow& row) {
            ++report_.inputs;
            if (has_document(row.outcome)) compare_row(row);
        });
        for (const auto& part : parts_) {
            for (std::uint32_t docid = 1; docid <= part->columns.size(); ++docid) {
                if (part->has_row[docid - 1] || part->deleted.contains(docid)) continue;
                found("part " + part->name + ": document \"" +
                      std::string(part->columns.id(docid)) +
                      "\" is in the index, and the ledger does not know it");
            }
        }
    }

    void compare_row(const LedgerRow& row) {
        for (const auto& part : parts_) {
            const auto docid = part->columns.find(row.doc_id);
            if (!docid || part->deleted.contains(*docid)) continue;
            if (part->has_row[*docid - 1]) {
                found("the ledger has two inputs for the document \"" + row.doc_id + "\"; one is " +
                      row.name);
            }
            part->has_row[*docid - 1] = true;
            if (row.outcome == Outcome::indexed &&
                part->columns.content_hash(*docid) != first_64_bits(row.hash)) {
                found("the document \"" + row.doc_id + "\" was made from another content than " +
                      row.name + " has in the ledger");
            }
            return;
        }
        if (parts_incomplete_) return;
        found("the ledger says that " + row.name + " is indexed as \"" + row.doc_id +
              "\", which is not in the index");
    }

    static std::uint64_t first_64_bits(const std::string& hash) {
        std::uint64_t bits = 0;
        if (hash.size() >= 16) std::from_chars(hash.data(), hash.data() + 16, bits, 16);
        return bits;
    }

    const std::filesystem::path& index_dir_;
    const std::function<void(const std::string&)>& progress_;
    PublishedState state_;
    std::vector<std::unique_ptr<KnownPart>> parts_;
    bool parts_incomplete_ = false;
    CheckReport report_;
};

}  // namespace

CheckReport check_index(const std::filesystem::path& index_dir,
                        const std::function<void(const std::string&)>& progress) {
    return Check(index_dir, progress).run();
}

}  // namespace gazette
