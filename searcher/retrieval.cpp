#include "searcher/retrieval.h"

#include "searcher/part_matches.h"
#include "searcher/query_weights.h"
#include "searcher/xapian_guard.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace gazette {

namespace {

// A document that was found, with what it is ordered by inside its part.
struct Found {
    double score = 0.0;
    std::uint32_t rank = 0;  // of Columns: (date, id)
    std::uint32_t docid = 0;
};

// Keeps the best `count` of what it is given.
class Best {
  public:
    // Which of two stands first.
    struct Order {
        bool by_score;
        bool operator()(const Found& a, const Found& b) const {
            if (by_score && a.score != b.score) return a.score > b.score;
            return a.rank < b.rank;
        }
    };

    // `after`, if not null: a document at which the order goes on. Its rank is one that may stand
    // between two of the part: what comes after it has at least this rank.
    Best(SortOrder sort, std::size_t count, double least_score, const Found* after)
        : by_score_(sort == SortOrder::relevance),
          count_(count),
          least_score_(by_score_ ? least_score : -std::numeric_limits<double>::infinity()) {
        if (after != nullptr) after_ = *after;
    }

    // Whether a document with this rank, and a score of at most this, may be among the best so far.
    bool may_want(double score_bound, std::uint32_t rank) const {
        if (by_score_ && score_bound < least_score_) return false;
        return !full_ || order()({score_bound, rank, 0}, worst_);
    }
    // Whether one with this score and rank is.
    bool wants(double score, std::uint32_t rank) const {
        if (after_ && !is_after(score, rank)) return false;
        return may_want(score, rank);
    }

    void add(const Found& found) {
        found_.push_back(found);
        if (found_.size() >= 2 * count_ + kSlack) cut();
    }

    std::vector<Found> take() && {
        cut();
        std::sort(found_.begin(), found_.end(), order());
        return std::move(found_);
    }

  private:
    static constexpr std::size_t kSlack = 64;

    Order order() const { return Order{by_score_}; }
    bool is_after(double score, std::uint32_t rank) const {
        if (by_score_ && score != after_->score) return score < after_->score;
        return rank >= after_->rank;
    }
    void cut() {
        if (found_.size() <= count_) return;
        const auto last = found_.begin() + static_cast<std::ptrdiff_t>(count_ - 1);
        std::nth_element(found_.begin(), last, found_.end(), order());
        worst_ = *last;
        full_ = true;
        found_.resize(count_);
    }

    bool by_score_;
    std::size_t count_;
    double least_score_;
    std::optional<Found> after_;
    std::vector<Found> found_;
    Found worst_;
    bool full_ = false;
};

// What is the same for all parts.
struct Task {
    const IndexSnapshot& index;
    const CompiledQuery& query;
    const QueryWeights& weights;
    SortOrder sort;
    std::size_t wanted;  // offset and limit together
    const std::optional<AfterHit>& after;
    Analyzer& analyzer;
    Watch watch;
    bool first_only = false;  // one document is enough
};

struct PartResult {
    std::vector<Found> best;
    std::uint64_t total = 0;
};

// What documents of different parts are ordered by where their scores are the same.
class DateOrder {
  public:
    explicit DateOrder(SortOrder sort) : oldest_first_(sort == SortOrder::oldest) {}

    bool operator()(const Columns& columns_a,
                    std::uint32_t a,
                    const Columns& columns_b,
                    std::uint32_t b) const {
        const auto date_a = date_key(columns_a, a);
        const auto date_b = date_key(columns_b, b);
        if (date_a != date_b) return date_a < date_b;
        return columns_a.id(a) < columns_b.id(b);
    }

  private:
    // Smaller is earlier in the list; the unknown is last.
    std::pair<bool, std::int64_t> date_key(const Columns& columns, std::uint32_t docid) const {
        const std::int64_t day = columns.date_first()[docid - 1];
        if (day == kUnknownDay) return {true, 0};
        return {false, oldest_first_ ? day : -day};
    }

    bool oldest_first_;
};

class HitOrder {
  public:
    HitOrder(const IndexSnapshot& index, SortOrder sort)
        : index_(index), by_score_(sort == SortOrder::relevance), by_date_(sort) {}

    bool operator()(const RetrievedHit& a, const RetrievedHit& b) const {
        if (by_score_ && a.score != b.score) return a.score > b.score;
        return by_date_(index_.parts()[a.place.part].columns(),
                        a.place.docid,
                        index_.parts()[b.place.part].columns(),
                        b.place.docid);
    }

  private:
    const IndexSnapshot& index_;
    bool by_score_;
    DateOrder by_date_;
};

// The hit that the order goes on after, as a document of this part: its rank is how many documents
// of the part stand before it or are it.
Found after_in_part(const Task& task, const IndexPart& part) {
    const DateOrder before(task.sort);
    const Columns& columns = part.columns();
    const Columns& other = task.index.parts()[task.after->place.part].columns();
    const std::uint32_t docid = task.after->place.docid;
    std::uint32_t rank = 0;
    for (std::uint32_t here = 1; here <= columns.size(); ++here) {
        if (!before(other, docid, columns, here)) ++rank;
    }
    return {task.after->score, rank, 0};
}

PartResult search_part(Task& task, const IndexPart& part, double least_score) {
    const Columns& columns = part.columns();
    const auto ranks =
        task.sort == SortOrder::oldest ? columns.oldest_rank() : columns.newest_rank();
    PartMatches matches(part, task.query, task.weights, task.analyzer, task.watch);
    std::optional<Found> after;
    if (task.after && task.wanted > 0) after = after_in_part(task, part);
    Best best(task.sort, task.wanted, least_score, after ? &*after : nullptr);
    PartResult result;
    for (std::uint32_t docid = matches.next(); docid != kNoMoreDocuments; docid = matches.next()) {
        ++result.total;
        if (task.first_only) break;
        if (task.wanted == 0) continue;
        Candidates& candidates = matches.candidates();
        const std::uint32_t rank = ranks[docid - 1];
        const bool ranked = task.sort == SortOrder::relevance;
        if (!best.may_want(ranked ? candidates.score_bound() : 0.0, rank)) continue;
        const double score = candidates.score();
        if (best.wants(score, rank)) best.add({score, rank, docid});
    }
    result.best = std::move(best).take();
    return result;
}

}  // namespace

Retrieved retrieve(const IndexSnapshot& index,
                   const CompiledQuery& query,
                   const Page& page,
                   Analyzer& analyzer,
                   const Deadline& deadline) {
    const std::size_t wanted = page.limit == 0 ? 0 : std::size_t{page.offset} + page.limit;
    QueryWeights weights = wanted == 0 ? weightless(query) : weigh(index, query);
    if (wanted > 0 && page.sort == SortOrder::relevance) {
        add_kindred(index, query, weights);
        add_prior(index, page.prior, weights);
    }
    return retrieve_by(weights, index, query, page, analyzer, deadline);
}

Retrieved retrieve_by(const QueryWeights& weights,
                      const IndexSnapshot& index,
                      const CompiledQuery& query,
                      const Page& page,
                      Analyzer& analyzer,
                      const Deadline& deadline) {
    const std::size_t wanted = page.limit == 0 ? 0 : std::size_t{page.offset} + page.limit;
    Task task{index, query, weights, page.sort, wanted, page.after, analyzer, Watch(deadline)};
    const HitOrder order(index, page.sort);

    Retrieved result;
    double least_score = -std::numeric_limits<double>::infinity();
    for (std::uint32_t number = 0; number < index.parts().size() && task.watch.look(); ++number) {
        const IndexPart& part = index.parts()[number];
        const PartResult found =
            with_xapian(part.entry.name, [&] { return search_part(task, part, least_score); });
        result.total += found.total;
        std::vector<RetrievedHit> merged;
        std::vector<RetrievedHit> hits;
        for (const Found& one : found.best) hits.push_back({{number, one.docid}, one.score});
        std::merge(result.hits.begin(),
                   result.hits.end(),
                   hits.begin(),
                   hits.end(),
                   std::back_inserter(merged),
                   order);
        result.hits = std::move(merged);
        if (result.hits.size() > wanted) result.hits.resize(wanted);
        if (result.hits.size() == wanted && wanted > 0) least_score = result.hits.back().score;
    }
    result.complete = !task.watch.up();
    const auto skipped = std::min<std::size_t>(page.offset, result.hits.size());
    result.hits.erase(result.hits.begin(),
                      result.hits.begin() + static_cast<std::ptrdiff_t>(skipped));
    return result;
}

std::optional<bool> finds_any(const IndexSnapshot& index,
                              const CompiledQuery& query,
                              Analyzer& analyzer,
                              const Deadline& deadline) {
    const QueryWeights weights = weightless(query);
    const std::optional<AfterHit> from_the_first;
    Task task{index,
              query,
              weights,
              SortOrder::newest,
              0,
              from_the_first,
              analyzer,
              Watch(deadline),
              true};
    for (const IndexPart& part : index.parts()) {
        if (!task.watch.look()) break;
        const auto found = with_xapian(part.entry.name, [&] {
            return search_part(task, part, -std::numeric_limits<double>::infinity());
        });
        if (found.total > 0) return true;
    }
    if (task.watch.up()) return std::nullopt;
    return false;
}

}  // namespace gazette
