#include "searcher/part_matches.h"

#include <utility>

namespace gazette {
namespace {

// What took less is found again as fast.
constexpr std::uint32_t kFewestEvaluated = 256;
// A longer key is one of very many words.
constexpr std::size_t kMaxKeyBytes = 16384;

// What matches does not change with the part's files and its deleted documents.
std::string key_of(const IndexPart& part, const CompiledQuery& query) {
    if (part.matches == nullptr) return {};
    std::string key = match_key(query);
    if (key.size() > kMaxKeyBytes) return {};
    return std::to_string(part.files->number()) + ' ' + part.entry.tombstones + ' ' + key;
}

}  // namespace

PartMatches::PartMatches(const IndexPart& part,
                         const CompiledQuery& query,
                         const QueryWeights& weights,
                         Analyzer& analyzer,
                         Watch& watch)
    : part_(part),
      watch_(watch),
      is_scored_(!weights.weightless),
      database_(part.files->database()),
      key_(key_of(part, query)) {
    if (!key_.empty()) known_ = part.matches->find(key_);
    if (known_ != nullptr && !is_scored_) return;
    PostingSource postings = part.files->postings(*database_);
    postings.absent = &weights.absent;
    candidates_ = make_candidates({postings,
                                   part.columns(),
                                   part.files->languages(),
                                   part.files->adjacent_words(),
                                   weights.prior.any() ? weights.prior.of_part(part) : PartPrior{}},
                                  query,
                                  weights);
    if (known_ != nullptr) return;
    if (candidates_->always_certain()) key_.clear();
    documents_.emplace(part, query, analyzer);
    evaluator_.emplace(query);
}

std::uint32_t PartMatches::next() {
    return known_ != nullptr ? next_known() : next_found();
}

std::uint32_t PartMatches::next_known() {
    if (known_at_ == known_->size() || !watch_.candidate()) return kNoMoreDocuments;
    document_ = (*known_)[known_at_++];
    if (candidates_ != nullptr) candidates_->seek(document_);
    return document_;
}

std::uint32_t PartMatches::next_found() {
    while (true) {
        document_ = candidates_->seek(document_ + 1);
        if (document_ == kNoMoreDocuments) {
            keep();
            return document_;
        }
        if (!watch_.candidate()) return kNoMoreDocuments;
        if (part_.deleted.contains(document_)) continue;
        if (!candidates_->certain()) {
            if (!watch_.evaluated()) return kNoMoreDocuments;
            ++evaluated_;
            documents_->move_to(document_);
            if (!evaluator_->matches(*documents_, *documents_)) continue;
        }
        if (!key_.empty()) found_.push_back(document_);
        return document_;
    }
}

// All of them were seen.
void PartMatches::keep() {
    if (key_.empty() || evaluated_ < kFewestEvaluated) return;
    found_.shrink_to_fit();
    part_.matches->keep(key_,
                        std::make_shared<const std::vector<std::uint32_t>>(std::move(found_)));
    key_.clear();
}

}  // namespace gazette
