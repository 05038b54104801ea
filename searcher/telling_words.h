// Words that tell some documents from all others, for finding more like them and for expanding a
// query by its first hits (relevance feedback).
//
// How much a word says of the documents is its share of their words, each document counting as much
// as it is relevant: the relevance model of Lavrenko and Croft (2001), as in RM3. They are chosen
// by that times their rarity among the documents of the language, counted as a search counts it: so
// of documents that a state of the index does not show, nothing is told. Words are those of the
// main stream, of the dictionary, and pairs of characters that no dictionary makes words of.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

namespace telling_limits {
// Words that are weighed: the most frequent of the texts. Each costs a look-up in every part.
inline constexpr std::size_t kMaxWeighed = 1000;
// Of the title, and of the text, each.
inline constexpr std::uint32_t kMaxTextBytes = 1U << 20;
// Words that each document counts as having more, so that the few of a title alone are not taken
// for all that is said. MAP on odd queries with 0, 100, 300: Reuters topics 0.603, 0.611, 0.613;
// Vaswani 0.297, 0.300, 0.302; CACM 0.337, 0.328, 0.328.
inline constexpr std::uint32_t kSmoothing = 100;
// A word that a greater share of the documents has tells nothing: where half of them are a title
// alone, "the" would seem to. MAP of CACM's even queries was 0.365 with
// them, and 0.379 without (10 hits and 10 words). Of an index of a few documents any word may tell.
inline constexpr double kMostShare = 0.1;
inline constexpr std::uint64_t kFewDocuments = 20;
}  // namespace telling_limits

struct TellingWord {
    std::string text;     // folded, in its most frequent form: "vessels"
    std::string term;     // of the index
    double weight = 0.0;  // its share of the words; of all that best() gives, together 1
};

// Not for sharing between threads.
class TellingWords {
  public:
    explicit TellingWords(Analyzer& analyzer);
    ~TellingWords();

    // The first kMaxTextBytes of a document's text, and its title. `relevance` above 0.
    void add(const StoredDocument& document, double relevance);

    // At most `count`, the most telling first. Words that no two documents have are none, for they
    // find nothing else, nor are numbers and single letters. Throws SearchError.
    std::vector<TellingWord> best(const IndexSnapshot& index, std::size_t count) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
