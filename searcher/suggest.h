// What could be meant by what was typed so far: identifiers, titles, phrases and words of the
// index. All of it is found in documents that the index shows, so nothing hidden is suggested.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/response.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

namespace suggest_limits {
inline constexpr std::size_t kMaxBytes = 256;  // of what was typed; to more nothing is suggested
inline constexpr std::size_t kMinLetters = 2;  // of a word that is to be completed
// Words that begin so; of more none is suggested, for the most frequent of some of them would
// mislead.
inline constexpr std::size_t kMaxWords = 20'000;
inline constexpr std::uint32_t kHits = 20;       // looked at for titles and phrases, each
inline constexpr std::size_t kPhraseWords = 6;   // of what is completed as a phrase
inline constexpr std::size_t kTitleBytes = 200;  // longer titles are cut for reading
inline constexpr std::uint32_t kDefault = 8;     // suggestions
inline constexpr std::uint32_t kMax = 20;
// For all of it. What was found until then is the answer, and it says that it is not all.
inline constexpr std::chrono::milliseconds kMaxTime{250};
}  // namespace suggest_limits

struct SuggestRequest {
    std::string text;
    std::vector<std::string> languages;  // of documents; empty: any
    std::uint32_t limit = suggest_limits::kDefault;
};

enum class SuggestionKind : std::uint8_t { identifier, title, phrase, word };
std::string_view name_of(SuggestionKind kind);

struct Suggestion {
    SuggestionKind kind = SuggestionKind::word;
    std::string text;   // to be read
    std::string query;  // to be searched for
    std::string id;     // of the document, for an identifier and a title
    std::string lang;   // of the text, where it is known
    // That have the word; nothing where they were not counted.
    std::optional<std::uint64_t> documents;
};

struct SuggestResponse {
    std::string input;
    std::uint64_t revision = 0;
    double took_ms = 0.0;
    bool complete = true;  // false: time was up
    std::vector<Suggestion> suggestions;
};

// The best hits of a query, at most kHits; nothing for a query that cannot be read or stands for
// too much.
using SuggestHits = std::function<std::vector<Hit>(const std::string& query)>;

// Identifiers first, then titles, phrases and words, each the most frequent or best first; none
// twice. Revision and time are not set. Throws SearchError.
SuggestResponse suggest(const IndexSnapshot& index,
                        const SuggestRequest& request,
                        const SuggestHits& hits,
                        const Deadline& deadline);

}  // namespace gazette
