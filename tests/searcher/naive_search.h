// Search as it is defined, document by document over lists of tokens, for comparison: no index, no
// Xapian, no statistics kept. Slow and short.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/format/document.h"
#include "indexer/text_units.h"
#include "searcher/query/ast.h"

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace gazette::test {

class NaiveSearch {
  public:
    explicit NaiveSearch(const std::vector<Document>& documents);

    // Ids of the documents that satisfy the tree, in byte order. Connectors must
    // stand between two texts.
    std::vector<std::string> matching_ids(const Node& root);

    // BM25 of a text whose tokens are words, for each document that satisfies it; how rare a word
    // is and how long a document, by language.
    std::map<std::string, double> scores(const std::string& words);

  private:
    struct NaiveToken {
        std::uint32_t position = 0;
        std::string term;     // as in the index
        std::string surface;  // folded, not stemmed
        bool in_title = false;
        std::uint32_t begin = 0;  // bytes
    };
    struct NaiveDocument {
        Document document;
        std::vector<NaiveToken> tokens;
        std::map<std::string, std::uint32_t> wdf;
        std::uint32_t length = 0;
        std::array<std::vector<std::uint32_t>, kTextUnits> units;
    };
    using Interval = std::pair<std::uint32_t, std::uint32_t>;  // positions, both included

    void add_tokens(NaiveDocument& document, bool title, std::uint32_t first_position);
    std::vector<Interval> pattern_occurrences(const NaiveDocument& document, const Node& text);
    std::vector<Interval> occurrences(const NaiveDocument& document, const Node& text);
    static std::size_t unit_of(const NaiveDocument& document,
                               TextUnit unit,
                               std::uint32_t position);
    bool together(const NaiveDocument& document, const Node& node);
    std::set<LanguageId> languages_with(const QueryToken& token, const QueryVariant& variant) const;
    double share(const QueryToken& token, LanguageId language) const;
    bool satisfies(const NaiveDocument& document, const Node& node);

    Analyzer analyzer_;
    std::vector<LanguageId> languages_;
    std::vector<NaiveDocument> documents_;
};

}  // namespace gazette::test
