#include "searcher/word_shares.h"

#include "indexer/analysis/language_scripts.h"
#include "indexer/format/fields.h"
#include "searcher/query/describe.h"
#include "searcher/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace gazette {
namespace {

// Documents with one of a word's terms, and the languages in which it is counted.
struct TermCount {
    std::uint64_t documents = 0;
    std::vector<std::size_t> languages;
};

std::string_view tag_of(const LanguageDocuments& one) {
    return language_of(one.language).tag;
}

// A term that no stemmer made stands in documents of languages that have none for this word: those
// that are written like it, or else any of them.
std::vector<std::size_t> languages_without_stem(const std::vector<LanguageDocuments>& languages,
                                                const std::vector<std::string_view>& stems,
                                                std::string_view word) {
    std::vector<std::size_t> alike;
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        if (std::find(stems.begin(), stems.end(), tag_of(languages[i])) != stems.end()) continue;
        all.push_back(i);
        if (is_written_like(word, language_of(languages[i].language))) alike.push_back(i);
    }
    return alike.empty() ? all : alike;
}

std::vector<TermCount> counts_of(const IndexSnapshot& index,
                                 const std::vector<std::string>& terms) {
    const auto& languages = index.language_documents();
    std::vector<DescribedTerm> described;
    std::vector<std::string_view> stems;
    for (const std::string& term : terms) {
        described.push_back(describe_term(term));
        if (!described.back().language.empty()) stems.push_back(described.back().language);
    }
    const std::vector<std::uint64_t> documents = index.documents_with_each(terms);
    std::vector<TermCount> counts;
    for (std::size_t term = 0; term < terms.size(); ++term) {
        TermCount& count = counts.emplace_back();
        count.documents = documents[term];
        const std::string_view tag = described[term].language;
        if (tag.empty()) {
            count.languages = languages_without_stem(languages, stems, described[term].text);
            continue;
        }
        for (std::size_t i = 0; i < languages.size(); ++i) {
            if (tag_of(languages[i]) == tag) count.languages.push_back(i);
        }
    }
    return counts;
}

}  // namespace

WordShares shares_of(const IndexSnapshot& index, const std::vector<std::string>& terms) {
    const auto& languages = index.language_documents();
    std::vector<double> having(languages.size(), 0.0);
    std::uint64_t all = 0;
    const std::vector<TermCount> counts = counts_of(index, terms);
    for (const TermCount& count : counts) {
        all += count.documents;
        std::uint64_t of = 0;
        for (const std::size_t i : count.languages) of += languages[i].documents;
        for (const std::size_t i : count.languages) {
            having[i] += static_cast<double>(count.documents) *
                         static_cast<double>(languages[i].documents) / static_cast<double>(of);
        }
    }
    WordShares shares;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (counts[i].documents == 0) shares.absent.push_back(terms[i]);
    }
    const auto documents = static_cast<double>(std::max<std::uint64_t>(index.documents(), 1));
    shares.all = static_cast<double>(all) / documents;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const auto of = static_cast<double>(languages[i].documents);
        shares.by_language.push_back((having[i] + ranking::kLeaning * shares.all) /
                                     (of + ranking::kLeaning));
    }
    return shares;
}

std::vector<double> language_of_query(const IndexSnapshot& index,
                                      const std::vector<WordShares>& words) {
    const std::size_t count = index.language_documents().size();
    std::vector<double> logs(count, 0.0);
    for (const WordShares& word : words) {
        if (word.all == 0.0) continue;
        for (std::size_t i = 0; i < count; ++i) logs[i] += std::log(word.by_language[i]);
    }
    double most = -INFINITY;
    for (const double log : logs) most = std::max(most, log);
    double sum = 0.0;
    for (double& log : logs) sum += log = std::exp(log - most);
    for (double& log : logs) log /= sum;
    return logs;
}

}  // namespace gazette
