// What the searcher answers, as plain structs; searcher/http/json spells it as JSON.
#pragma once

#include "indexer/format/document.h"
#include "searcher/query/ast.h"

#include <cstdint>
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

struct Hit {
    std::string id;
    std::string title;
    std::vector<Fragment> title_fragments;  // together: the title
    std::string lang, kind, source, collection, url;
    CivilPeriod date;
    double score = 0.0;
    std::vector<Snippet> snippets;
};

enum class CountRelation : std::uint8_t { exact, at_least };

struct SearchResponse {
    std::string input;
    std::string canonical;
    std::vector<Notice> notices;
    std::uint64_t total = 0;
    CountRelation relation = CountRelation::exact;
    std::uint64_t revision = 0;
    double took_ms = 0.0;
    std::vector<Hit> hits;
};

// Bytes of a document's text that the query matched.
struct TextSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t clause = 0;
};

struct DocumentResponse {
    std::uint64_t revision = 0;
    Document document;  // whole, with its text
    std::string text_hash;
    std::vector<Fragment> title_fragments;
    std::vector<TextSpan> spans;  // in order; empty without a query
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
