// Where the members of a union stand: the first document of several lists that go forward.
#pragma once

#include "searcher/posting_cursor.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace gazette {

// Few members are looked through one by one, which is fastest; many (the days of a range) are kept
// in a heap.
class UnionHeads {
  public:
    explicit UnionHeads(std::size_t members) {
        for (std::uint32_t member = 0; member < members; ++member) heads_.push_back({0, member});
    }

    // Takes every member that stands before `target` to `target` or behind it, by
    // `seek(member, target)`, which returns where it stands then. Returns the first document of
    // all.
    template <class Seek>
    std::uint32_t advance(std::uint32_t target, Seek&& seek) {
        return heads_.size() <= kFew ? advance_few(target, seek) : advance_many(target, seek);
    }

    // Calls `visit(member)` for each member that stands at `document`.
    template <class Visit>
    void at(std::uint32_t document, Visit&& visit) const {
        for (const Head& head : heads_) {
            if (head.document == document) visit(head.member);
        }
    }

  private:
    static constexpr std::size_t kFew = 64;

    struct Head {
        std::uint32_t document;
        std::uint32_t member;
    };
    static bool later(const Head& a, const Head& b) { return a.document > b.document; }

    template <class Seek>
    std::uint32_t advance_few(std::uint32_t target, Seek&& seek) {
        std::uint32_t first = kNoMoreDocuments;
        for (Head& head : heads_) {
            if (head.document < target) head.document = seek(head.member, target);
            first = std::min(first, head.document);
        }
        return first;
    }

    template <class Seek>
    std::uint32_t advance_many(std::uint32_t target, Seek&& seek) {
        while (heads_.front().document < target) {
            std::pop_heap(heads_.begin(), heads_.end(), later);
            heads_.back().document = seek(heads_.back().member, target);
            std::push_heap(heads_.begin(), heads_.end(), later);
        }
        return heads_.front().document;
    }

    std::vector<Head> heads_;  // by member where they are few, else a heap
};

}  // namespace gazette
