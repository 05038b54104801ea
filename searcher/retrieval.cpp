#include "searcher/retrieval.h"

#include "searcher/candidates.h"
#include "searcher/match/evaluator.h"
#include "searcher/part_documents.h"
#include "searcher/query_weights.h"
#include "searcher/search_error.h"
#include "searcher/xapian_guard.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>
#include <utility>

namespace gazette {

namespace {

// Looking at the clock costs about as much as a candidate.
constexpr std::uint32_t kCandidatesBetweenLooks = 256;

class Watch {
  public:
    explicit Watch(Deadline deadline) : deadline_(deadline) {}

    void candidate() {
        if (++seen_ % kCandidatesBetweenLooks == 0) look();
    }
    void look() const {
        if (std::chrono::steady_clock::now() < deadline_) return;
        throw SearchError(SearchError::Kind::out_of_time,
                          "the search took longer than " +
                              std::to_string(request_limits::kMaxSearchTime.count()) +
                              " s and was given up: narrow it with a rarer word or a filter");
    }

  private:
    Deadline deadline_;
    std::uint32_t seen_ = 0;
};

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

    Best(SortOrder sort, std::size_t count, double least_score)
        : by_score_(sort == SortOrder::relevance),
          count_(count),
          least_score_(by_score_ ? least_score : -std::numeric_limits<double>::infinity()) {}

    // Whether a document with this score and rank is among the best so far.
    bool wants(double score, std::uint32_t rank) const {
        if (by_score_ && score < least_score_) return false;
        return !full_ || order()({score, rank, 0}, worst_);
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
    Analyzer& analyzer;
    Watch watch;
};

struct PartResult {
    std::vector<Found> best;
    std::uint64_t total = 0;
};

PartResult search_part(Task& task, const IndexPart& part, double least_score) {
    const auto database = part.files->database();
    const Columns& columns = part.columns();
    const auto ranks =
        task.sort == SortOrder::oldest ? columns.oldest_rank() : columns.newest_rank();
    const auto candidates = make_candidates({*database, columns}, task.query, task.weights);
    PartDocuments documents(part, *database, task.query, task.analyzer);
    Evaluator evaluator(task.query);
    Best best(task.sort, task.wanted, least_score);
    PartResult result;
    for (std::uint32_t docid = candidates->seek(1); docid != kNoMoreDocuments;
         docid = candidates->seek(docid + 1)) {
        task.watch.candidate();
        if (part.deleted.contains(docid)) continue;
        if (!candidates->certain()) {
            task.watch.look();
            documents.move_to(docid);
            if (!evaluator.matches(documents, documents)) continue;
        }
        ++result.total;
        if (task.wanted == 0) continue;
        const std::uint32_t rank = ranks[docid - 1];
        if (task.sort != SortOrder::relevance && !best.wants(0.0, rank)) continue;
        const double score = candidates->score();
        if (best.wants(score, rank)) best.add({score, rank, docid});
    }
    result.best = std::move(best).take();
    return result;
}

// What hits of different parts are ordered by.
class HitOrder {
  public:
    HitOrder(const IndexSnapshot& index, SortOrder sort) : index_(index), sort_(sort) {}

    bool operator()(const RetrievedHit& a, const RetrievedHit& b) const {
        if (sort_ == SortOrder::relevance && a.score != b.score) return a.score > b.score;
        const Columns& columns_a = index_.parts()[a.place.part].columns();
        const Columns& columns_b = index_.parts()[b.place.part].columns();
        const auto date_a = date_key(columns_a, a.place.docid);
        const auto date_b = date_key(columns_b, b.place.docid);
        if (date_a != date_b) return date_a < date_b;
        return columns_a.id(a.place.docid) < columns_b.id(b.place.docid);
    }

  private:
    // Smaller is earlier in the list; the unknown is last.
    std::pair<bool, std::int64_t> date_key(const Columns& columns, std::uint32_t docid) const {
        const std::int64_t day = columns.date_first()[docid - 1];
        if (day == kUnknownDay) return {true, 0};
        return {false, sort_ == SortOrder::oldest ? day : -day};
    }

    const IndexSnapshot& index_;
    SortOrder sort_;
};

}  // namespace

Retrieved retrieve(const IndexSnapshot& index,
                   const CompiledQuery& query,
                   const Page& page,
                   Analyzer& analyzer,
                   Deadline deadline) {
    const std::size_t wanted = page.limit == 0 ? 0 : std::size_t{page.offset} + page.limit;
    const QueryWeights weights = wanted == 0 ? weightless(query) : weigh(index, query);
    Task task{index, query, weights, page.sort, wanted, analyzer, Watch(deadline)};
    const HitOrder order(index, page.sort);

    Retrieved result;
    double least_score = -std::numeric_limits<double>::infinity();
    for (std::uint32_t number = 0; number < index.parts().size(); ++number) {
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
        task.watch.look();
    }
    const auto skipped = std::min<std::size_t>(page.offset, result.hits.size());
    result.hits.erase(result.hits.begin(),
                      result.hits.begin() + static_cast<std::ptrdiff_t>(skipped));
    return result;
}

}  // namespace gazette
