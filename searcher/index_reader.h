// An index held open, following what is published.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/pool.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace gazette {

// How often a new manifest is looked for.
inline constexpr std::chrono::milliseconds kFollowInterval{250};

// How long a state is kept for those who read on in its hits, and how many of them. A state that
// is kept holds the disk space of parts that newer ones do without.
inline constexpr std::chrono::minutes kPinnedFor{5};
inline constexpr std::size_t kMaxPinned = 8;

// Thread-safe.
class IndexReader {
  public:
    // Throws IndexError where there is no index, or it is damaged or not ours. Matches are kept up
    // to so many bytes (match_cache.h).
    explicit IndexReader(std::filesystem::path index_dir, std::size_t match_bytes = 0);
    // Reads the states of `all`, limited to documents of these collections (IndexSnapshot::
    // limited_to). `all` must outlive it.
    IndexReader(const IndexReader& all, std::set<std::string> collections);
    ~IndexReader();
    IndexReader(const IndexReader&) = delete;
    IndexReader& operator=(const IndexReader&) = delete;

    // The newest state; never null.
    std::shared_ptr<const IndexSnapshot> current() const;

    // Keeps a state for kPinnedFor, so that a list of its hits can be read on when newer states are
    // published. At most kMaxPinned of them: the one that was asked for longest ago goes first.
    void pin(const std::shared_ptr<const IndexSnapshot>& state) const;
    // The state of that manifest, if it is the newest one or is kept; and keeps it on. Else null.
    std::shared_ptr<const IndexSnapshot> pinned(std::uint64_t revision,
                                                const std::string& published_at) const;
    // Lets go what nobody asked for since kPinnedFor; `now` is for tests.
    void unpin_old(std::chrono::steady_clock::time_point now) const;

    // Why the newest manifest could not be followed, and `current` stays at an older one; empty
    // when all is well.
    std::string problem() const;

    Pool<Analyzer>::Lease analyzer() const { return analyzers_.lend(); }

  private:
    void follow(const std::stop_token& stop);
    void look_for_news();

    std::shared_ptr<const IndexSnapshot> shown(std::shared_ptr<const IndexSnapshot> state) const;

    std::filesystem::path index_dir_;
    std::shared_ptr<MatchCache> matches_;  // null: none are kept
    const IndexReader* all_ = nullptr;     // null: this one follows the index itself
    std::set<std::string> collections_;
    Pool<Analyzer> analyzers_;
    struct Pinned {
        std::shared_ptr<const IndexSnapshot> state;
        std::chrono::steady_clock::time_point asked;
    };
    mutable std::mutex mutex_;  // guards the three below
    std::shared_ptr<const IndexSnapshot> current_;
    std::string problem_;
    mutable std::vector<Pinned> pinned_;  // the one asked for last is the last
    std::mutex sleep_mutex_;
    std::condition_variable_any sleep_;
    std::jthread follower_;  // last: it is stopped before the rest goes
};

}  // namespace gazette
