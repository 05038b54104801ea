#include "tools/gazette/ledger_gauges.h"

#include "indexer/format/index_error.h"
#include "indexer/published_state.h"

namespace gazette {

std::vector<Gauge> LedgerGauges::operator()() {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (is_counted_ && now - at_ < kLedgerCountedEvery) return counted_;
    std::vector<Gauge> gauges;
    try {
        const PublishedState state = read_published(index_dir_);
        for (const auto& [outcome, count] : state.ledger->count_inputs()) {
            gauges.push_back({"gazette_ledger_inputs",
                              "Inputs by what became of them; counted at most once a minute.",
                              "outcome=\"" + outcome + "\"",
                              static_cast<double>(count),
                              false});
        }
    } catch (const IndexError&) {
        // Figures that are missing are seen where figures are watched; the index itself may well
        // be searched on.
        gauges.clear();
    }
    counted_ = std::move(gauges);
    at_ = now;
    is_counted_ = true;
    return counted_;
}

}  // namespace gazette
