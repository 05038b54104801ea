// How candidates that must all have a document go forward together.
#pragma once

#include "searcher/candidates.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace gazette {

// Documents that all of several candidates have. `order_` begins with the rarest.
inline std::uint32_t find_in_all(std::span<Candidates* const> order, std::uint32_t target) {
    if (order.size() == 1) return order.front()->seek(target);
    while (true) {
        target = order.front()->seek(target);
        if (target == kNoMoreDocuments) return target;
        std::uint32_t farthest = target;
        for (Candidates* candidates : order.subspan(1)) {
            farthest = candidates->seek(target);
            if (farthest != target) break;
        }
        if (farthest == target) return target;
        if (farthest == kNoMoreDocuments) return farthest;
        target = farthest;
    }
}

inline void sort_rarest_first(std::vector<Candidates*>& order) {
    std::stable_sort(order.begin(), order.end(), [](const Candidates* a, const Candidates* b) {
        return a->cost() < b->cost();
    });
}

}  // namespace gazette
