// How many inputs have which outcome, for /metrics.
#pragma once

#include "searcher/http/metrics.h"

#include <chrono>
#include <filesystem>
#include <mutex>
#include <vector>

namespace gazette {

// Counting reads the whole ledger: it is done again after so long at the earliest.
inline constexpr std::chrono::seconds kLedgerCountedEvery{60};

// Thread-safe.
class LedgerGauges {
  public:
    explicit LedgerGauges(std::filesystem::path index_dir) : index_dir_(std::move(index_dir)) {}

    // As counted last; nothing where the ledger cannot be read.
    std::vector<Gauge> operator()();

  private:
    const std::filesystem::path index_dir_;
    std::mutex mutex_;  // guards the rest
    std::vector<Gauge> counted_;
    std::chrono::steady_clock::time_point at_;
    bool is_counted_ = false;
};

}  // namespace gazette
