// What the searcher answers, as plain structs; searcher/http/json spells it as JSON.
#pragma once

#include "indexer/format/document.h"
#include "searcher/query/ast.h"
#include "searcher/request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

// A piece of text, marked where the query matched.
struct Fragment {
    std::string text;
    bool match = false;
};

// Put together, the fragments are exactly the bytes [begin, end) of the document's text.
struct Snippet {
    Segment segment;  // the one in which the first match (or the beginning) lies; id empty: none
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::vector<Fragment> fragments;
};

// One place in a text, in three units.
struct TextPlace {
    std::uint32_t byte = 0;
    std::uint32_t utf16 = 0;
    std::uint32_t codepoint = 0;

    friend bool operator==(const TextPlace&, const TextPlace&) = default;
};

struct TextRange {
    TextPlace begin;
    TextPlace end;
};

// What the query matched, of a document's text or of its title.
struct TextSpan {
    TextRange range;
    std::uint32_t clause = 0;  // number of the query's clause that it satisfies
    // Number of the match that it belongs to, from 0 in the order of the text: spans that overlap
    // are one match.
    std::uint32_t match = 0;
};

// All places of a hit.
struct HitSpans {
    std::uint64_t total = 0;  // in title and text; more than are listed where there are too many
    std::vector<TextSpan> title;
    std::vector<TextSpan> text;
};

struct Hit {
    std::string id;
    std::string title;
    std::vector<Fragment> title_fragments;  // together: the title
    std::string lang, kind, source, collection, url;
    CivilPeriod date;
    double score = 0.0;
    std::uint32_t matches = 0;  // in its text: spans that overlap are one
    std::vector<Snippet> snippets;
    std::optional<HitSpans> spans;  // where they were asked for
};

// A word that was taken from documents, and how much it counts: of all that were, together 1.
struct AddedWord {
    std::string text;
    double weight = 0.0;
};

// The query as it was read.
struct QueryReading {
    std::string input;
    std::string canonical;
    std::vector<Notice> notices;
    std::vector<AddedWord> added;      // by which hits stand higher, where that was asked for
    std::vector<QueryPlace> clauses;   // of the input; by number of the clause
    Reading reading = Reading::query;  // what was made of Reading::automatic
};

enum class CountRelation : std::uint8_t { exact, at_least };

struct SearchResponse {
    QueryReading query;
    std::uint64_t total = 0;
    // at_least: the search ran out of time, and the hits are the best of what it had looked at.
    CountRelation relation = CountRelation::exact;
    std::uint64_t revision = 0;
    std::uint64_t first = 0;  // hits before the first one here
    double took_ms = 0.0;
    std::vector<Hit> hits;
    std::optional<ResumePoint> next;  // where there are more hits
    std::string cursor;               // `next` and the request as one word; made by searcher/http
};

// Where in a document its matches are. Matches in the title are not among them.
struct MatchOverview {
    std::uint32_t total = 0;
    bool in_title = false;
    std::vector<std::uint32_t> by_segment;  // that begin in each segment that the answer lists
    std::vector<std::uint32_t> strip;       // that begin in each of kStripSlices equal slices
    // Matches that begin before the text of the answer, and bytes of the last of them and of the
    // first that begins behind it.
    std::uint32_t before = 0;
    std::optional<std::uint32_t> previous;
    std::optional<std::uint32_t> next;
};

inline constexpr std::uint32_t kStripSlices = 200;

struct DocumentResponse {
    std::uint64_t revision = 0;
    std::optional<QueryReading> query;  // none was asked
    Document document;  // its text is the window; its segments those that the window touches
    std::uint32_t text_bytes = 0;           // of the whole text
    TextRange window;                       // where the text of the answer lies
    std::vector<TextRange> segment_ranges;  // of document.segments, one for one
    std::string text_hash;
    // Uris of other inputs with this text, at most 1,000; nothing where that is not known.
    std::optional<std::vector<std::string>> copies;
    std::vector<Fragment> title_fragments;
    std::optional<MatchOverview> matches;  // where a query was asked
    std::vector<TextSpan> spans;           // that touch the window, in order
};

struct LanguageCount {
    std::string value;
    std::uint64_t documents = 0;
};

struct StatusResponse {
    std::uint64_t revision = 0;
    std::string published_at;
    std::string analyzer;
    std::uint64_t documents = 0;
    std::uint64_t parts = 0;
    std::uint64_t text_bytes = 0;
    std::vector<LanguageCount> languages;  // most documents first
    std::vector<LanguageCount> kinds;
    std::vector<LanguageCount> sources;
    std::vector<LanguageCount> collections;
    // Why the newest state of the index could not be opened, and an older one is searched; empty
    // when all is well.
    std::string problem;
};

}  // namespace gazette
