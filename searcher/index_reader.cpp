#include "searcher/index_reader.h"

#include "indexer/analysis/fingerprint.h"
#include "searcher/search_error.h"

#include <algorithm>
#include <utility>

namespace gazette {

namespace {

// Analyzers kept for the next search.
constexpr std::size_t kIdleAnalyzers = 16;

// A part that a manifest names may be merged away before it is opened. So many manifests in a row
// are tried before the index counts as damaged.
constexpr int kOpenAttempts = 20;
constexpr std::chrono::milliseconds kAttemptInterval{10};

Manifest read_manifest_that_must_be(const std::filesystem::path& index_dir) {
    auto manifest = read_manifest(index_dir, analyzer_fingerprint());
    if (manifest) return *std::move(manifest);
    throw IndexError("there is no index in " + index_dir.string() + " (no file " +
                     manifest_path(index_dir).string() +
                     "): make one with `gazette index --index " + index_dir.string() + " ...`");
}

// The revision alone would not tell an index that was removed and made again.
bool same_state(const Manifest& a, const Manifest& b) {
    return a.revision == b.revision && a.published_at == b.published_at &&
           a.parts.size() == b.parts.size();
}

// The state of the newest manifest; `previous` itself where that is the newest.
std::shared_ptr<const IndexSnapshot> newest(const std::filesystem::path& index_dir,
                                            const std::shared_ptr<const IndexSnapshot>& previous,
                                            const std::shared_ptr<MatchCache>& matches) {
    for (int attempt = 1;; ++attempt) {
        const Manifest manifest = read_manifest_that_must_be(index_dir);
        if (previous != nullptr && same_state(previous->manifest(), manifest)) return previous;
        try {
            return std::make_shared<const IndexSnapshot>(
                index_dir, manifest, previous.get(), matches);
        } catch (const PartVanished& vanished) {
            const bool published_meanwhile =
                !same_state(read_manifest_that_must_be(index_dir), manifest);
            if (attempt < kOpenAttempts && published_meanwhile) continue;
            if (attempt >= kOpenAttempts) {
                throw IndexError(std::string(vanished.what()) + ": the index " +
                                 index_dir.string() +
                                 " is damaged. Restore it from a copy, or index again");
            }
        } catch (const SearchError& unreadable) {
            throw IndexError(unreadable.what());
        }
        std::this_thread::sleep_for(kAttemptInterval);
    }
}

}  // namespace

IndexReader::IndexReader(std::filesystem::path index_dir, std::size_t match_bytes)
    : index_dir_(std::move(index_dir)),
      matches_(match_bytes == 0 ? nullptr : std::make_shared<MatchCache>(match_bytes)),
      analyzers_([] { return std::make_unique<Analyzer>(); },
                 std::make_shared<IdleRoom>(kIdleAnalyzers)),
      current_(newest(index_dir_, nullptr, matches_)),
      follower_([this](const std::stop_token& stop) { follow(stop); }) {}

IndexReader::IndexReader(const IndexReader& all, std::set<std::string> collections)
    : index_dir_(all.index_dir_),
      all_(&all),
      collections_(std::move(collections)),
      analyzers_([] { return std::make_unique<Analyzer>(); },
                 std::make_shared<IdleRoom>(kIdleAnalyzers)) {}

IndexReader::~IndexReader() = default;

std::shared_ptr<const IndexSnapshot> IndexReader::shown(
    std::shared_ptr<const IndexSnapshot> state) const {
    return state == nullptr ? nullptr : state->limited_to(collections_);
}

std::shared_ptr<const IndexSnapshot> IndexReader::current() const {
    if (all_ != nullptr) return shown(all_->current());
    const std::lock_guard lock(mutex_);
    return current_;
}

std::string IndexReader::problem() const {
    if (all_ != nullptr) return all_->problem();
    const std::lock_guard lock(mutex_);
    return problem_;
}

void IndexReader::pin(const std::shared_ptr<const IndexSnapshot>& state) const {
    if (all_ != nullptr) {
        // Of the state that this is a part of, which keeps it.
        all_->pinned(state->manifest().revision, state->manifest().published_at);
        return;
    }
    const std::lock_guard lock(mutex_);
    std::erase_if(pinned_, [&](const Pinned& one) { return one.state == state; });
    if (pinned_.size() == kMaxPinned) pinned_.erase(pinned_.begin());
    pinned_.push_back({state, std::chrono::steady_clock::now()});
}

std::shared_ptr<const IndexSnapshot> IndexReader::pinned(std::uint64_t revision,
                                                         const std::string& published_at) const {
    if (all_ != nullptr) return shown(all_->pinned(revision, published_at));
    const auto is_it = [&](const IndexSnapshot& state) {
        return state.manifest().revision == revision &&
               state.manifest().published_at == published_at;
    };
    std::shared_ptr<const IndexSnapshot> state;
    {
        const std::lock_guard lock(mutex_);
        if (is_it(*current_)) state = current_;
        for (const Pinned& one : pinned_) {
            if (is_it(*one.state)) state = one.state;
        }
    }
    if (state != nullptr) pin(state);
    return state;
}

void IndexReader::unpin_old(std::chrono::steady_clock::time_point now) const {
    if (all_ != nullptr) return;
    std::vector<Pinned> old;  // closes files: not under the lock
    const std::lock_guard lock(mutex_);
    const auto is_new = [&](const Pinned& one) { return now - one.asked < kPinnedFor; };
    const auto first_old = std::stable_partition(pinned_.begin(), pinned_.end(), is_new);
    old.assign(first_old, pinned_.end());
    pinned_.erase(first_old, pinned_.end());
}

void IndexReader::follow(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(sleep_mutex_);
            sleep_.wait_for(lock, stop, kFollowInterval, [] { return false; });
        }
        if (stop.stop_requested()) return;
        look_for_news();
        unpin_old(std::chrono::steady_clock::now());
    }
}

void IndexReader::look_for_news() {
    const auto before = current();
    std::shared_ptr<const IndexSnapshot> after = before;
    std::string problem;
    try {
        after = newest(index_dir_, before, matches_);
    } catch (const std::exception& error) {  // whatever it is, searches go on with what is open
        problem = error.what();
    }
    const std::lock_guard lock(mutex_);
    current_ = std::move(after);
    problem_ = std::move(problem);
}

}  // namespace gazette
