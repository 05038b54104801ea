#include "searcher/any_word.h"

#include "searcher/language_factors.h"
#include "searcher/ranking.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <utility>

namespace gazette {
namespace {

// Where documents are asked for one after the other, windows grow to this: sums that stay in the
// processor's first cache. Where they lie far apart, a window is as wide as the least.
constexpr std::uint32_t kWidestWindow = 2048;
constexpr std::uint32_t kNarrowestWindow = 64;

// A word in the documents of a part.
struct Word {
    std::vector<PostingCursor> terms;
    std::vector<double> factors;    // by ordinal of the language; none where nothing is scored
    std::size_t first_posting = 0;  // of the window's
    std::size_t end_posting = 0;
};

struct Posting {
    std::uint32_t at;  // in the window
    std::uint32_t wdf;
};

class AnyWord : public Candidates {
  public:
    AnyWord(const CandidateSource& source,
            const CompiledQuery& query,
            const QueryWeights& weights,
            const std::vector<std::uint32_t>& clauses)
        : lengths_(source.columns.lengths()),
          languages_(source.columns.ordinals(FacetColumn::lang)),
          documents_(source.columns.size()),
          is_scored_(!weights.weightless),
          length_rule_(weights.length_rule) {
        for (const std::uint32_t number : clauses) {
            Word word;
            word.terms = cursors_of(source.postings, *deciding_terms(query.clauses[number]));
            if (word.terms.empty()) continue;
            for (const PostingCursor& cursor : word.terms) cost_ += cursor.frequency();
            if (is_scored_) {
                const WordWeight& weight = weights.clauses[number].words.front();
                word.factors = by_ordinal(
                    source.languages, weights.languages, weight.by_language, weight.most);
            }
            words_.push_back(std::move(word));
        }
        average_lengths_ = by_ordinal(
            source.languages, weights.languages, weights.average_lengths, weights.average_length);
    }

    double score() override { return scores_[document() - begin_]; }
    double score_bound() override { return scores_[document() - begin_]; }
    std::uint64_t cost() const override { return cost_; }

  private:
    std::uint32_t find(std::uint32_t target) override {
        if (target < end_) {
            if (next_in_window(target)) return target;
            target = end_;
        }
        return open_window(target) ? begin_ : kNoMoreDocuments;
    }

    // To the first document of the window at or after `target`.
    bool next_in_window(std::uint32_t& target) const {
        std::uint32_t at = target - begin_;
        std::uint64_t bits = here_[at / 64] >> (at % 64);
        while (bits == 0) {
            at = (at / 64 + 1) * 64;
            if (at >= end_ - begin_) return false;
            bits = here_[at / 64];
        }
        target = begin_ + at + static_cast<std::uint32_t>(std::countr_zero(bits));
        return true;
    }

    // From the first document at or after `target`: false where there is none.
    bool open_window(std::uint32_t target) {
        const bool goes_on = target == end_;
        width_ = goes_on ? std::min(2 * width_, kWidestWindow) : kNarrowestWindow;
        std::uint32_t first = kNoMoreDocuments;
        for (Word& word : words_) {
            for (PostingCursor& term : word.terms) {
                term.seek(target);
                first = std::min(first, term.document());
            }
        }
        if (first == kNoMoreDocuments) return false;
        begin_ = first;
        end_ = std::min(documents_ + 1 - begin_, width_) + begin_;
        std::fill_n(here_.begin(), (width_ + 63) / 64, std::uint64_t{0});
        postings_.clear();
        for (Word& word : words_) {
            word.first_posting = postings_.size();
            read(word);
            word.end_posting = postings_.size();
        }
        if (is_scored_) score_window();
        return true;
    }

    // The word's postings in the window, one for each document.
    void read(Word& word) {
        if (word.terms.size() == 1) {
            word.terms.front().each_before(end_, [&](std::uint32_t docid, std::uint32_t wdf) {
                const std::uint32_t at = docid - begin_;
                here_[at / 64] |= std::uint64_t{1} << (at % 64);
                postings_.push_back({at, wdf});
            });
            return;
        }
        // A document with several of the terms scores as if they were one.
        std::array<std::uint64_t, kWidestWindow / 64> has_word;
        std::fill_n(has_word.begin(), (width_ + 63) / 64, std::uint64_t{0});
        for (PostingCursor& term : word.terms) {
            term.each_before(end_, [&](std::uint32_t docid, std::uint32_t wdf) {
                const std::uint32_t at = docid - begin_;
                const std::uint64_t bit = std::uint64_t{1} << (at % 64);
                wdfs_[at] = wdf + ((has_word[at / 64] & bit) != 0 ? wdfs_[at] : 0);
                has_word[at / 64] |= bit;
            });
        }
        for (std::uint32_t block = 0; block * 64 < width_; ++block) {
            here_[block] |= has_word[block];
            each_bit(has_word[block], block * 64, [&](std::uint32_t at) {
                postings_.push_back({at, wdfs_[at]});
            });
        }
    }

    // Word after word, in the order of the query.
    void score_window() {
        for (std::uint32_t block = 0; block * 64 < width_; ++block) {
            each_bit(here_[block], block * 64, [&](std::uint32_t at) {
                const std::uint32_t document = begin_ + at - 1;
                scores_[at] = 0.0;
                norms_[at] = ranking::length_norm(
                    lengths_[document], average_lengths_.at(languages_[document]), length_rule_);
            });
        }
        for (const Word& word : words_) {
            for (std::size_t i = word.first_posting; i < word.end_posting; ++i) {
                const auto [at, wdf] = postings_[i];
                const double factor = word.factors.at(languages_[begin_ + at - 1]);
                scores_[at] += ranking::bm25(factor, wdf, norms_[at]);
            }
        }
    }

    template <class Take>
    static void each_bit(std::uint64_t bits, std::uint32_t first, Take&& take) {
        for (; bits != 0; bits &= bits - 1) {
            take(first + static_cast<std::uint32_t>(std::countr_zero(bits)));
        }
    }

    std::span<const std::uint32_t> lengths_;
    decltype(std::declval<const Columns&>().ordinals(FacetColumn::lang)) languages_;
    std::uint32_t documents_;
    bool is_scored_;
    ranking::LengthRule length_rule_;
    std::vector<double> average_lengths_;  // by ordinal of the language
    std::vector<Word> words_;
    std::uint64_t cost_ = 0;
    // The window: documents from begin_ to before end_.
    std::uint32_t width_ = kNarrowestWindow;
    std::uint32_t begin_ = 1;
    std::uint32_t end_ = 1;
    std::array<std::uint64_t, kWidestWindow / 64> here_;
    std::array<double, kWidestWindow> scores_;
    std::array<double, kWidestWindow> norms_;
    std::array<std::uint32_t, kWidestWindow> wdfs_;
    std::vector<Posting> postings_;  // word after word
};

}  // namespace

const std::vector<std::string>* deciding_terms(const TextClause& clause) {
    if (clause.slots.size() != 1 || clause.title_only || clause.dial != Dial::none ||
        !clause.adjacency_buckets.empty()) {
        return nullptr;
    }
    const Slot& slot = clause.slots.front();
    if (!slot.pattern) {
        const bool terms_alone =
            !clause.exact && clause.narrowing_terms.empty() && clause.scored_terms.empty();
        return terms_alone ? &slot.terms : nullptr;
    }
    const bool forms_alone =
        slot.form_terms.size() == slot.sure_form_terms.size() &&
        clause.narrowing_terms.size() == 1 && clause.narrowing_terms.front() == slot.form_terms &&
        clause.scored_terms.size() == 1 && clause.scored_terms.front().terms == slot.form_terms;
    return forms_alone ? &slot.form_terms : nullptr;
}

std::unique_ptr<Candidates> make_any_word(const CandidateSource& source,
                                          const CompiledQuery& query,
                                          const QueryWeights& weights,
                                          const std::vector<std::uint32_t>& clauses) {
    return std::make_unique<AnyWord>(source, query, weights, clauses);
}

}  // namespace gazette
