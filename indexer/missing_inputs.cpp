#include "indexer/missing_inputs.h"

#include "indexer/input_names.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kPageRows = 1000;

class Search {
  public:
    Search(Ledger& ledger,
           const Registrar& registrar,
           const std::function<void(std::vector<LedgerRow>)>& take)
        : ledger_(ledger), registrar_(registrar), take_(take) {
        for (const std::string& folder : registrar.unread_folders()) {
            for (std::string& prefix : uri_prefixes_below(folder)) {
                unread_.push_back(std::move(prefix));
            }
        }
    }

    void below(const std::string& prefix) {
        std::string before = prefix;
        ++before.back();  // '/' becomes '0'
        pages(0, prefix, before, [this](const LedgerRow& row) { look_at_file(row); });
        hand_over();
    }

    void file(const std::string& uri) {
        if (const auto row = ledger_.find(0, uri)) look_at_file(*row);
        hand_over();
    }

  private:
    template <typename Look>
    void pages(std::int64_t container, std::string after, const std::string& before, Look look) {
        for (;;) {
            const auto rows = ledger_.rows_after(container, after, before, kPageRows);
            for (const LedgerRow& row : rows) look(row);
            if (rows.size() < kPageRows) return;
            after = rows.back().name;
        }
    }

    // What was gone when the file was cut is still gone.
    void known_as_missing(std::int64_t container) {
        std::string after;
        for (;;) {
            const auto rows = ledger_.missing_after(container, after, kPageRows);
            for (const LedgerRow& row : rows) add(row);
            if (rows.size() < kPageRows) return;
            after = rows.back().name;
        }
    }

    void look_at_file(const LedgerRow& row) {
        const bool unread =
            std::any_of(unread_.begin(), unread_.end(), [&](const std::string& prefix) {
                return row.name.starts_with(prefix);
            });
        if (unread) return;
        const bool met = registrar_.has_met(row);
        if (!met) add(row);
        const bool records_known = !met || registrar_.fate_of(row.input_id) == ContainerFate::cut;
        if (records_known) {
            pages(row.input_id, "", "", [this](const LedgerRow& record) {
                if (!registrar_.has_met(record) && !registrar_.is_unread(record)) add(record);
            });
        } else if (registrar_.fate_of(row.input_id) == ContainerFate::unchanged) {
            known_as_missing(row.input_id);
        }
    }

    void add(const LedgerRow& row) {
        if (row.outcome == Outcome::deleted) return;
        found_.push_back(row);
        if (found_.size() >= kPageRows) hand_over();
    }

    void hand_over() {
        if (!found_.empty()) take_(std::exchange(found_, {}));
    }

    Ledger& ledger_;
    const Registrar& registrar_;
    const std::function<void(std::vector<LedgerRow>)>& take_;
    std::vector<std::string> unread_;
    std::vector<LedgerRow> found_;
};

}  // namespace

void find_missing(Ledger& ledger,
                  const Registrar& registrar,
                  const std::vector<Root>& roots,
                  const std::function<void(std::vector<LedgerRow>)>& take) {
    Search search(ledger, registrar, take);
    for (const Root& root : roots) {
        const std::string uri = path_uri(root.path);
        search.file(uri);
        if (!root.is_folder) continue;
        for (const std::string& prefix : uri_prefixes_below(uri)) search.below(prefix);
    }
}

}  // namespace gazette
