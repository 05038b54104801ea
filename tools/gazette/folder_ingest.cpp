#include "tools/gazette/folder_ingest.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/format/stored_document.h"
#include "indexer/index_run.h"
#include "indexer/ledger_reader.h"
#include "indexer/write_lock.h"

#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

Problem busy() {
    return problem_of(503, "ingest_busy", "Other documents are being taken in; try again soon.");
}

class FolderIngest final : public IngestService {
  public:
    FolderIngest(fs::path index_dir, fs::path folder)
        : index_dir_(std::move(index_dir)), folder_(std::move(folder)) {}

    std::variant<IngestReport, Problem> add(const std::vector<IngestDocument>& documents) override {
        return exclusively([&] {
            IndexScope scope;
            for (const IngestDocument& document : documents) {
                const fs::path file = file_of(document.id);
                fs::create_directories(file.parent_path());
                keep(file, document.json + "\n");
                scope.roots.push_back(root_of(file));
            }
            IngestReport report = run(std::move(scope), false);
            LedgerReader ledger(index_dir_, report.revision);
            for (const IngestDocument& document : documents) {
                report.results.push_back(result_of(ledger, document.id));
            }
            return report;
        });
    }

    std::variant<IngestReport, Problem> remove(const std::string& id) override {
        return exclusively([&] {
            const fs::path file = file_of(id);
            IndexScope scope;
            scope.gone.push_back(root_of(file));
            std::error_code error;
            if (!fs::remove(file, error)) return IngestReport{0, {{id, "not_found", {}, {}}}};
            fsync_folder(file.parent_path());
            IngestReport report = run(std::move(scope), true);
            report.results.push_back({id, "deleted", {}, {}});
            return report;
        });
    }

  private:
    // One request, and one process, at a time.
    template <class Work>
    std::variant<IngestReport, Problem> exclusively(const Work& work) {
        const std::unique_lock one(mutex_, std::try_to_lock);
        if (!one.owns_lock()) return busy();
        std::optional<WriteLock> lock;
        try {
            lock.emplace(index_dir_);
        } catch (const IndexError& error) {
            if (!is_being_written(index_dir_)) throw;
            return problem_of(409, "index_locked", error.what());
        }
        return work();
    }

    // Durable, and never half of it under its name.
    static void keep(const fs::path& file, const std::string& bytes) {
        const fs::path beside = file.parent_path() / ("." + file.filename().string());
        write_durably(beside, bytes);
        fs::rename(beside, file);
        fsync_folder(file.parent_path());
    }

    // A name for any id; two levels, so that no folder has too many entries.
    fs::path file_of(const std::string& id) const {
        const std::string name = content_hash(id);
        return folder_ / name.substr(0, 2) / (name + ".jsonl");
    }

    Root root_of(const fs::path& file) const {
        Root root = whole();
        root.path = file;
        root.is_folder = false;
        return root;
    }

    Root whole() const { return resolve_roots({folder_}).front(); }

    IngestReport run(IndexScope scope, bool deletes) const {
        IndexOptions options;
        options.index_dir = index_dir_;
        options.jobs = 1;
        options.delete_missing = deletes;
        scope.all = {whole()};
        IngestReport report;
        report.revision = run_index_scope(options, scope).revision;
        return report;
    }

    IngestResult result_of(LedgerReader& ledger, const std::string& id) const {
        IngestResult result{id, "rejected", {}, {}};
        const auto file = ledger.find(0, file_of(id).string());
        if (!file) return result;
        auto row = ledger.find(file->input_id, "#" + id);
        if (!row) row = ledger.find(file->input_id, ":1");
        if (!row) row = file;
        result.outcome = shown_outcome(*row);
        result.reason = row->reason;
        result.detail = row->detail;
        return result;
    }

    const fs::path index_dir_;
    const fs::path folder_;  // canonical
    std::mutex mutex_;
};

}  // namespace

std::shared_ptr<IngestService> folder_ingest(fs::path index_dir, const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    const fs::path canonical = error ? fs::path() : fs::canonical(folder, error);
    if (error) {
        throw std::invalid_argument("cannot keep documents in " + folder.string() + ": " +
                                    error.message());
    }
    return std::make_shared<FolderIngest>(std::move(index_dir), canonical);
}

}  // namespace gazette
