#include "tools/gazette/copies_service.h"

#include "indexer/format/index_error.h"
#include "indexer/index_status.h"
#include "indexer/ledger_reader.h"
#include "indexer/published_state.h"
#include "tools/gazette/ledger_gauges.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// Of the inputs that could not be read for one reason.
constexpr std::uint64_t kShownUnread = 20;

class CopiesService final : public SearchService {
  public:
    CopiesService(std::unique_ptr<const SearchService> inner, std::filesystem::path index_dir)
        : inner_(std::move(inner)), index_dir_(std::move(index_dir)) {}

    std::variant<SearchResponse, QueryError> search(const SearchRequest& request) const override {
        return inner_->search(request);
    }
    std::variant<std::optional<DocumentResponse>, QueryError> document(
        const DocumentRequest& request) const override {
        auto found = inner_->document(request);
        auto* const response = std::get_if<std::optional<DocumentResponse>>(&found);
        if (response != nullptr && *response) {
            (*response)->copies = copies_of((*response)->document.id, (*response)->revision);
        }
        return found;
    }
    std::variant<Explanation, QueryError> explain(const SearchRequest& request) const override {
        return inner_->explain(request);
    }
    std::variant<std::optional<SearchResponse>, QueryError> similar(
        const SimilarRequest& request) const override {
        return inner_->similar(request);
    }
    std::variant<FacetResponse, QueryError> facets(const FacetRequest& request) const override {
        return inner_->facets(request);
    }
    std::variant<std::unique_ptr<HitStream>, QueryError> stream(
        const SearchRequest& request) const override {
        return inner_->stream(request);
    }
    std::variant<TimelineResponse, QueryError> timeline(
        const TimelineRequest& request) const override {
        return inner_->timeline(request);
    }
    SuggestResponse suggest(const SuggestRequest& request) const override {
        return inner_->suggest(request);
    }
    StatusResponse status() const override { return inner_->status(); }
    std::optional<InputReport> inputs() const override {
        const std::lock_guard lock(mutex_);
        const auto now = std::chrono::steady_clock::now();
        if (!is_counted_ || now - at_ >= kLedgerCountedEvery) {
            inputs_ = count_inputs();
            at_ = now;
            is_counted_ = true;
        }
        return inputs_;
    }
    // Without copies and inputs: the ledger tells of inputs in all collections.
    std::unique_ptr<const SearchService> limited_to(
        const std::set<std::string>& collections) const override {
        return inner_->limited_to(collections);
    }

  private:
    std::optional<InputReport> count_inputs() const {
        InputReport report;
        std::map<std::string, UnreadInputs> unread;
        try {
            const PublishedState state = read_published(index_dir_);
            report.outcomes = state.ledger->count_inputs();
            state.ledger->each_rejected([&](const LedgerRow& row) {
                UnreadInputs& same = unread[row.reason];
                same.reason = row.reason;
                if (++same.inputs > kShownUnread) return;
                const auto container =
                    row.container == 0 ? std::nullopt : state.ledger->get(row.container);
                same.examples.push_back(uri_of(container ? container->name : "", row));
            });
        } catch (const IndexError&) {
            return std::nullopt;  // the page says all else
        }
        for (auto& [reason, inputs] : unread) report.unread.push_back(std::move(inputs));
        std::stable_sort(report.unread.begin(),
                         report.unread.end(),
                         [](const auto& a, const auto& b) { return a.inputs > b.inputs; });
        return report;
    }

    std::optional<std::vector<std::string>> copies_of(const std::string& id,
                                                      std::uint64_t revision) const {
        try {
            LedgerReader ledger(index_dir_, revision);
            std::vector<std::string> uris;
            for (const LedgerRow& row : ledger.copies_of(id, kMaxShownCopies)) {
                const auto container =
                    row.container == 0 ? std::nullopt : ledger.get(row.container);
                uris.push_back(uri_of(container ? container->name : "", row));
            }
            return uris;
        } catch (const IndexError&) {
            // The document is there all the same, and that nothing is known of copies is said.
            return std::nullopt;
        }
    }

    std::unique_ptr<const SearchService> inner_;
    std::filesystem::path index_dir_;
    mutable std::mutex mutex_;  // guards the rest
    mutable std::optional<InputReport> inputs_;
    mutable std::chrono::steady_clock::time_point at_;
    mutable bool is_counted_ = false;
};

}  // namespace

std::unique_ptr<const SearchService> with_copies(std::unique_ptr<const SearchService> inner,
                                                 std::filesystem::path index_dir) {
    return std::make_unique<CopiesService>(std::move(inner), std::move(index_dir));
}

}  // namespace gazette
