// Documents whose date lies in a range, by their columns: for those that something else has found,
// of which a range's many terms would each have to be asked. The same documents as the terms give
// (query/date_terms.h).
#pragma once

#include "indexer/format/columns.h"
#include "searcher/candidates.h"

#include <cstdint>
#include <span>

namespace gazette {

// Days are both included; kUnknownDay: open. Refers to the columns.
class InPeriod : public Candidates {
  public:
    InPeriod(const Columns& columns, CivilDay first, CivilDay last)
        : firsts_(columns.date_first()), lasts_(columns.date_last()), first_(first), last_(last) {}

    std::uint64_t cost() const override { return firsts_.size(); }

  private:
    std::uint32_t find(std::uint32_t target) override {
        for (; target <= firsts_.size(); ++target) {
            const CivilDay first = firsts_[target - 1];
            if (first == kUnknownDay || first < first_) continue;
            if (last_ == kUnknownDay || lasts_[target - 1] <= last_) return target;
        }
        return kNoMoreDocuments;
    }

    std::span<const CivilDay> firsts_;
    std::span<const CivilDay> lasts_;
    CivilDay first_;  // unknown, which is before all: open
    CivilDay last_;
};

}  // namespace gazette
