// What can be asked of the searcher; every default and every bound of a request is here.
#pragma once

#include "indexer/format/civil_date.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

enum class SortOrder : std::uint8_t { relevance, newest, oldest };

// How the text of a request is read: as a query (schemas/query_syntax.md), or as plain words of
// which a document has any (query/any_words.h).
enum class Reading : std::uint8_t { query, any_words };

namespace request_limits {
inline constexpr std::uint32_t kDefaultHits = 10;
inline constexpr std::uint32_t kMaxHits = 100;          // hits on one page
inline constexpr std::uint32_t kMaxOffset = 1'000'000;  // hits before the page
inline constexpr std::uint32_t kMaxRanked = 10'000;     // ids in one ranking, without snippets
inline constexpr std::uint32_t kMaxSnippets = 3;        // for each hit
inline constexpr std::uint32_t kSnippetCharacters = 240;
// A search that takes longer is given up with an error: what it has by then is not the answer.
inline constexpr std::chrono::seconds kMaxSearchTime{5};
}  // namespace request_limits

struct SearchRequest {
    std::string text;  // the query; empty: all documents
    Reading reading = Reading::query;
    // Filters beside the query; several values of one are alternatives.
    std::vector<std::string> languages;  // BCP 47; also the scope of stemming
    std::vector<std::string> kinds;
    std::vector<std::string> sources;
    std::vector<std::string> collections;
    CivilPeriod from;  // unknown: open
    CivilPeriod to;
    SortOrder sort = SortOrder::relevance;
    std::uint32_t limit = request_limits::kDefaultHits;
    std::uint32_t offset = 0;
};

}  // namespace gazette
