// A vocabulary of terms that a test names.
#pragma once

#include "searcher/query/vocabulary.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gazette::test {

class FakeVocabulary : public Vocabulary {
  public:
    FakeVocabulary(std::vector<std::string> tags, std::set<std::string> terms)
        : terms_(std::move(terms)) {
        for (const std::string& tag : tags) languages_.push_back(language_of(tag).id);
    }
    std::vector<LanguageId> languages() const override { return languages_; }
    std::vector<std::string> terms_with_prefix(std::string_view prefix,
                                               std::size_t limit) const override {
        std::vector<std::string> found;
        for (auto at = terms_.lower_bound(std::string(prefix));
             at != terms_.end() && found.size() < limit && at->rfind(prefix, 0) == 0;
             ++at) {
            found.push_back(*at);
        }
        return found;
    }
    void each_term(std::string_view prefix,
                   const std::function<void(std::string_view)>& visit) const override {
        for (const std::string& term : terms_with_prefix(prefix, terms_.size())) visit(term);
    }
    std::vector<std::string> known(std::vector<std::string> terms) const override {
        std::erase_if(terms, [&](const std::string& term) { return !terms_.contains(term); });
        return terms;
    }

  private:
    std::vector<LanguageId> languages_;
    std::set<std::string> terms_;
};

}  // namespace gazette::test
