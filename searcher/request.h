// What can be asked of the searcher; every default and every bound of a request is here.
#pragma once

#include "indexer/format/civil_date.h"
#include "indexer/format/fields.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

enum class SortOrder : std::uint8_t { relevance, newest, oldest };

// How the text of a request is read: as a query (schemas/query_syntax.md), or as plain words of
// which a document has any (query/any_words.h). Automatic: as a query; but where that is nothing
// but words side by side and no document has them all, as plain words, with a notice. So a long
// question finds something, and nobody who asked for all words gets hits without some unsaid.
enum class Reading : std::uint8_t { query, any_words, automatic };

// What makes a document stand higher beside what it says of the query (priors.h); nothing by
// itself. More or fewer documents are not found.
struct PriorChoice {
    bool recency = false;
    bool authority = false;
    std::uint32_t half_life = 0;  // of recency, in days; 0: request_limits::kDefaultHalfLife

    bool any() const { return recency || authority; }
};

namespace request_limits {
inline constexpr std::uint32_t kDefaultHits = 10;
inline constexpr std::uint32_t kMaxHits = 100;          // hits on one page
inline constexpr std::uint32_t kMaxOffset = 1'000'000;  // hits before the page
inline constexpr std::uint32_t kMaxRanked = 10'000;     // ids in one ranking, without snippets
inline constexpr std::uint32_t kMaxSnippets = 3;        // for each hit
inline constexpr std::uint32_t kSnippetCharacters = 240;
// After this time a search is answered with what it has, and says that it is not all.
inline constexpr std::chrono::seconds kMaxSearchTime{2};
// The same where the exact answer is asked for: after this time it is an error.
inline constexpr std::chrono::seconds kMaxExactSearchTime{30};
inline constexpr std::chrono::seconds kMaxExplainTime{5};
// Places of matches that one answer spells out: some 20 MB of JSON.
inline constexpr std::size_t kMaxSpans = 100'000;
// Of the text of a document in one answer: more has to be asked for in windows.
inline constexpr std::uint32_t kMaxTextBytesInAnswer = 128U << 20;
inline constexpr std::uint32_t kDefaultHalfLife = 365;
inline constexpr std::uint32_t kMaxHalfLife = 36500;
inline constexpr std::uint32_t kDefaultFacetValues = 10;
inline constexpr std::uint32_t kMaxFacetValues = 1000;  // of one facet in one answer
}  // namespace request_limits

// Where a list of hits goes on: behind a hit of a state of the index.
struct ResumePoint {
    std::uint64_t revision = 0;
    std::string published_at;  // with the revision: which state
    double score = 0.0;        // of the last hit that was given
    std::string id;
    std::uint64_t given = 0;  // hits up to it
};

struct FieldValue {
    Field field = Field::kind;  // lang, kind, source, publisher, jurisdiction or collection
    std::string value;
};

struct SearchRequest {
    std::string text;  // the query; empty: all documents
    Reading reading = Reading::query;
    // Filters beside the query; several values of one are alternatives.
    std::vector<std::string> languages;  // BCP 47; also the scope of stemming
    std::vector<std::string> kinds;
    std::vector<std::string> sources;
    std::vector<std::string> publishers;
    std::vector<std::string> jurisdictions;
    std::vector<std::string> collections;
    std::vector<FieldValue> excluded;  // no hit has one of these
    CivilPeriod from;                  // unknown: open
    CivilPeriod to;
    SortOrder sort = SortOrder::relevance;
    std::uint32_t limit = request_limits::kDefaultHits;
    std::uint32_t offset = 0;  // 0 where it resumes
    std::optional<ResumePoint> resume;
    bool exact_total = false;  // kMaxExactSearchTime instead of an answer that is not complete
    bool expand = false;       // expansion.h
    PriorChoice prior;
    bool spans = false;  // every place of every hit that matched
};

// What is wanted of a document: its text whole, or the bytes [begin, end), or one segment, or no
// text but what there is to know of it.
struct DocumentRequest {
    std::string id;
    SearchRequest query;  // its text and languages
    std::optional<std::uint32_t> begin;
    std::optional<std::uint32_t> end;  // past the text: its end
    std::string segment;               // its id
    bool outline = false;
};

}  // namespace gazette
