// An index held open, following what is published.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/pool.h"

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace gazette {

// How often a new manifest is looked for.
inline constexpr std::chrono::milliseconds kFollowInterval{250};

// Thread-safe.
class IndexReader {
  public:
    // Throws IndexError where there is no index, or it is damaged or not ours.
    explicit IndexReader(std::filesystem::path index_dir);
    ~IndexReader();
    IndexReader(const IndexReader&) = delete;
    IndexReader& operator=(const IndexReader&) = delete;

    // The newest state; never null.
    std::shared_ptr<const IndexSnapshot> current() const;

    // Why the newest manifest could not be followed, and `current` stays at an older one; empty
    // when all is well.
    std::string problem() const;

    Pool<Analyzer>::Lease analyzer() const { return analyzers_.lend(); }

  private:
    void follow(const std::stop_token& stop);
    void look_for_news();

    std::filesystem::path index_dir_;
    Pool<Analyzer> analyzers_;
    mutable std::mutex mutex_;  // guards the two below
    std::shared_ptr<const IndexSnapshot> current_;
    std::string problem_;
    std::mutex sleep_mutex_;
    std::condition_variable_any sleep_;
    std::jthread follower_;  // last: it is stopped before the rest goes
};

}  // namespace gazette
