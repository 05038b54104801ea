#include "searcher/prior.h"

#include <cstddef>

namespace gazette {

Prior::Prior(const IndexSnapshot& index, const PriorChoice& choice) {
    if (!choice.any()) return;
    index_ = &index;
    choice_ = choice;
    if (choice_.half_life == 0) choice_.half_life = request_limits::kDefaultHalfLife;
    if (choice_.recency) newest_ = index.newest_day();
    if (choice_.authority) citations_ = &index.citation_counts();
}

double Prior::most() const {
    return (choice_.recency ? ranking::kRecencyShare : 0.0) +
           (choice_.authority ? ranking::kAuthorityShare : 0.0);
}

PartPrior Prior::of_part(const IndexPart& part) const {
    PartPrior prior;
    if (newest_ != kUnknownDay) {
        prior.days_ = part.columns().date_first();
        prior.newest_ = newest_;
        prior.half_life_ = choice_.half_life;
    }
    if (citations_ != nullptr) {
        const auto number = static_cast<std::size_t>(&part - index_->parts().data());
        prior.citations_ = citations_->of_parts.at(number);
        prior.most_citations_ = citations_->most;
    }
    return prior;
}

double PartPrior::of(std::uint32_t docid) const {
    double prior = 0.0;
    if (!days_.empty() && days_[docid - 1] != kUnknownDay) {
        const double age = static_cast<double>(newest_) - static_cast<double>(days_[docid - 1]);
        prior += ranking::kRecencyShare * ranking::recency(age, half_life_);
    }
    if (!citations_.empty()) {
        prior +=
            ranking::kAuthorityShare * ranking::authority(citations_[docid - 1], most_citations_);
    }
    return prior;
}

std::vector<Notice> prior_notices(const IndexSnapshot& index, const PriorChoice& choice) {
    std::vector<Notice> notices;
    if (choice.recency && index.newest_day() == kUnknownDay) {
        notices.push_back({"no_dates",
                           "No document of the index has a date up to today: recency changes "
                           "nothing in the order.",
                           {}});
    }
    if (choice.authority && index.citation_counts().most == 0) {
        notices.push_back({"no_citations",
                           "The sources of no document say that it cites another one of the "
                           "index: authority changes nothing in the order.",
                           {}});
    }
    return notices;
}

}  // namespace gazette
