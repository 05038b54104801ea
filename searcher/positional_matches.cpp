#include "searcher/positional_matches.h"

#include "searcher/posting_cursor.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {

namespace {

// Documents that are looked at in one go: between two goes the search may look at the clock, and
// what nobody asks for is not found.
constexpr std::uint32_t kBlockDocuments = 65536;

// The documents from `first` to `last`.
class DocumentRange : public Xapian::PostingSource {
  public:
    DocumentRange(std::uint32_t first, std::uint32_t last) : first_(first), last_(last) {}

    Xapian::doccount get_termfreq_min() const override { return last_ - first_ + 1; }
    Xapian::doccount get_termfreq_est() const override { return last_ - first_ + 1; }
    Xapian::doccount get_termfreq_max() const override { return last_ - first_ + 1; }
    void init(const Xapian::Database&) override { at_ = first_ - 1; }
    void next(double) override { ++at_; }
    void skip_to(Xapian::docid document, double) override { at_ = std::max(at_, document); }
    bool at_end() const override { return at_ > last_; }
    Xapian::docid get_docid() const override { return at_; }

  private:
    std::uint32_t first_;
    std::uint32_t last_;
    std::uint32_t at_ = 0;
};

// Any of the terms that the part has.
Xapian::Query any_of(const Xapian::Database& database, const std::vector<std::string>& terms) {
    std::vector<Xapian::Query> queries;
    for (const std::string& term : terms) {
        if (database.term_exists(term)) queries.emplace_back(term);
    }
    return {Xapian::Query::OP_OR, queries.begin(), queries.end()};
}

bool is_one_word(const TextClause& clause) {
    return clause.slots.size() == 1 && !clause.slots.front().symbol && !clause.exact &&
           !clause.title_only && clause.narrowing_terms.empty();
}

}  // namespace

PositionalMatches::PositionalMatches(const Xapian::Database& database,
                                     Xapian::Query query,
                                     std::uint32_t documents)
    : database_(database), query_(std::move(query)), documents_(documents) {}

std::uint32_t PositionalMatches::find(std::uint32_t target) {
    while (true) {
        while (at_ < found_.size() && found_[at_] < target) ++at_;
        if (at_ < found_.size()) return found_[at_];
        target = std::max(target, block_end_);
        if (target > documents_) return kNoMoreDocuments;
        fill(target);
    }
}

void PositionalMatches::fill(std::uint32_t first) {
    const std::uint32_t last =
        documents_ - first < kBlockDocuments ? documents_ : first + kBlockDocuments - 1;
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    if (first == 1 && last == documents_) {
        enquire.set_query(query_);
    } else {
        auto* range = new DocumentRange(first, last);
        enquire.set_query({Xapian::Query::OP_FILTER, query_, Xapian::Query(range->release())});
    }
    found_.clear();
    at_ = 0;
    const Xapian::MSet matches = enquire.get_mset(0, last - first + 1);
    for (auto match = matches.begin(); match != matches.end(); ++match) found_.push_back(*match);
    block_end_ = last + 1;
}

std::optional<Xapian::Query> phrase_query(const Xapian::Database& database,
                                          const TextClause& clause) {
    if (clause.slots.size() < 2) return std::nullopt;
    std::vector<Xapian::Query> slots;
    for (const Slot& slot : clause.slots) {
        if (slot.symbol || slot.offset != slots.size()) return std::nullopt;
        slots.push_back(any_of(database, slot.terms));
    }
    const auto window = static_cast<Xapian::termcount>(slots.size());
    Xapian::Query query(Xapian::Query::OP_PHRASE, slots.begin(), slots.end(), window);
    for (const std::vector<std::string>& group : clause.narrowing_terms) {
        query = {Xapian::Query::OP_FILTER, query, any_of(database, group)};
    }
    return query;
}

std::optional<Xapian::Query> near_query(const Xapian::Database& database,
                                        const TextClause& a,
                                        const TextClause& b,
                                        std::uint32_t distance,
                                        bool ordered) {
    if (!is_one_word(a) || !is_one_word(b)) return std::nullopt;
    // One word twice has to stand at two places.
    const auto& others = b.slots.front().terms;
    for (const std::string& term : a.slots.front().terms) {
        if (std::find(others.begin(), others.end(), term) != others.end()) return std::nullopt;
    }
    const std::vector<Xapian::Query> words = {any_of(database, a.slots.front().terms),
                                              any_of(database, b.slots.front().terms)};
    const auto operation = ordered ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
    return Xapian::Query(operation, words.begin(), words.end(), distance + 1);
}

}  // namespace gazette
