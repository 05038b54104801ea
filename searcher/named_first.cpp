#include "searcher/named_first.h"

#include "searcher/posting_cursor.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

struct Named {
    std::uint32_t document = 0;
    unsigned tier = 0;
};

class Group {
  public:
    Group(const PostingSource& postings, const std::vector<std::string>& terms) {
        for (const std::string& term : terms) {
            PostingCursor cursor(postings, term);
            if (cursor.frequency() > 0) cursors_.push_back(std::move(cursor));
        }
    }

    // The first document at or after `target` that has one of the terms.
    std::uint32_t seek(std::uint32_t target) {
        std::uint32_t first = kNoMoreDocuments;
        for (PostingCursor& cursor : cursors_) {
            cursor.seek(target);
            first = std::min(first, cursor.document());
        }
        return first;
    }

  private:
    std::vector<PostingCursor> cursors_;
};

void add_documents(const PostingSource& postings,
                   const NamedFirst& named,
                   std::vector<Named>& all) {
    std::vector<Group> groups;
    for (const auto& terms : named.groups) groups.emplace_back(postings, terms);
    std::uint32_t target = 1;
    while (target != kNoMoreDocuments) {
        const std::uint32_t document = groups.back().seek(target);
        std::uint32_t farthest = document;
        for (Group& group : groups) farthest = std::max(farthest, group.seek(document));
        if (farthest == document && document != kNoMoreDocuments) {
            all.push_back({document, named.tier});
            target = document + 1;
        } else {
            target = farthest;
        }
    }
}

class WithNamedFirst : public Candidates {
  public:
    WithNamedFirst(std::unique_ptr<Candidates> candidates, std::vector<Named> named, double bonus)
        : candidates_(std::move(candidates)), named_(std::move(named)), bonus_(bonus) {}

    bool always_certain() const override { return candidates_->always_certain(); }
    bool certain() const override { return candidates_->certain(); }
    double score() override { return candidates_->score() + bonus(); }
    double score_bound() override { return candidates_->score_bound() + bonus(); }
    std::uint64_t cost() const override { return candidates_->cost(); }

  private:
    std::uint32_t find(std::uint32_t target) override {
        const std::uint32_t document = candidates_->seek(target);
        while (next_ < named_.size() && named_[next_].document < document) ++next_;
        return document;
    }

    double bonus() const {
        const bool here = next_ < named_.size() && named_[next_].document == document();
        return here ? bonus_ * named_[next_].tier : 0.0;
    }

    std::unique_ptr<Candidates> candidates_;
    std::vector<Named> named_;
    std::size_t next_ = 0;  // the first that is not before the current document
    double bonus_;
};

}  // namespace

std::unique_ptr<Candidates> with_named_first(std::unique_ptr<Candidates> candidates,
                                             const CandidateSource& source,
                                             const CompiledQuery& query,
                                             const QueryWeights& weights) {
    std::vector<Named> all;
    for (const NamedFirst& named : query.named) add_documents(source.postings, named, all);
    if (all.empty()) return candidates;
    // Of a document that comes twice, the higher tier.
    std::sort(all.begin(), all.end(), [](const Named& a, const Named& b) {
        return a.document != b.document ? a.document < b.document : a.tier > b.tier;
    });
    all.erase(std::unique(all.begin(),
                          all.end(),
                          [](const Named& a, const Named& b) { return a.document == b.document; }),
              all.end());
    return std::make_unique<WithNamedFirst>(
        std::move(candidates), std::move(all), weights.named_bonus);
}

}  // namespace gazette
