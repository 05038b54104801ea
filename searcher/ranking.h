// The figures of ranking, each with its reason, and BM25 itself.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace gazette::ranking {

// How fast further occurrences of a word stop counting. Measured with tools/relevance --select odd:
// 1.6 gives abstracts and news more than 1.2 does (nDCG@10 of CACM 0.469 and 0.448, of CISI 0.414
// and 0.407), and takes nothing from the others.
inline constexpr double kK1 = 1.6;
// How much a long document has to have more of a word, and as what share of the average a shorter
// one counts: a stub of a line is no better than a story. Of a query of a word or two, less than of
// a question: a topic's name is what long stories on it have most of, while of a question any long
// text has some words (He and Ounis, 2003; Chowdhury and others, 2002). nDCG@10 on odd queries
// with b 0.75 and least share 0.6, with 0.5 and 0.7, and with 0.3 and 0.8: Reuters topics of 1 word
// 0.716, 0.750, 0.765, of 2 words 0.686, 0.728, 0.751; of 9 words and more CISI 0.425, 0.416,
// 0.399, articles of law in Vietnamese 0.906, 0.894, 0.831. Between these it makes no difference.
// Reuters topics with 0.3, 0.25 and 0.2: 0.798, 0.802, 0.804; others no difference.
struct LengthRule {
    double b = 0.0;  // 0: none
    double least_share = 0.0;
};
inline constexpr LengthRule kShortQuery{0.25, 0.8};
inline constexpr LengthRule kLongQuery{0.75, 0.6};
// What BM25 is without a rule of ours: plain_bm25_weights().
inline constexpr LengthRule kPlainLength{0.75, 0.0};
inline constexpr double kShortQueryWords = 2.0;
inline constexpr double kLongQueryWords = 8.0;
// What a word counts as in that: 1, or in proportion less where its idf_of_share() is below this,
// that of a word that a ninth of the documents have. "The price of the lead in ..." is a query of
// two words. nDCG@10 on odd queries where each is 1 (and a long query has 9), and so: CISI 0.420,
// 0.425; Vaswani 0.432, 0.434; Reuters topics 0.795, 0.798; CACM 0.475, 0.472; others the same.
inline constexpr double kWholeWordIdf = 2.2;

// Between the two in proportion. `words`: of the query, as counted above; pairs of characters
// count by their weight.
inline LengthRule length_rule(double words) {
    const double share = (words - kShortQueryWords) / (kLongQueryWords - kShortQueryWords);
    const double at = share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
    return {kShortQuery.b + at * (kLongQuery.b - kShortQuery.b),
            kShortQuery.least_share + at * (kLongQuery.least_share - kShortQuery.least_share)};
}

// What is counted by language, the share of documents with a word and their average length, is
// counted as if so many documents more were like the average of all: else a language of three
// documents says anything. Pooled nDCG@10 of the 12 collections on odd queries: 0.681 where all is
// counted over all languages; 0.696 with 10, 0.695 with 50, 0.694 with 200.
inline constexpr double kLeaning = 20.0;
// How much less a word weighs in a document of a language that the query is not in. French
// questions in the pooled index: nDCG@10 0.809 with 0, 0.832 with 0.2, 0.845 with 0.5; questions in
// seven languages over one text in all of them 0.946 with 0.4, 0.949 with 0.7. Names are found in
// any language all the same: they are where no language is likelier than the others.
inline constexpr double kForeignLoss = 0.6;

// How much a pair of words that stand close, as they do in the query, weighs beside its rarer word,
// and how many positions are close. Pooled nDCG@10 on odd queries without pairs, and with 0.3 and
// 0.6 in a window of 4: CACM 0.352, 0.373, 0.394; CISI 0.380, 0.386, 0.378; Vaswani 0.431, 0.436,
// 0.427; questions in French 0.857, 0.862, 0.864. Wider windows take from Vietnamese, whose words
// are several syllables with spaces between them (0.876 with 2, 0.869 with 8). Each collection
// alone, in a window of 2, with 0.2, 0.3, 0.4 and 0.5: CACM 0.474, 0.475, 0.477, 0.482; Vaswani
// 0.431, 0.432, 0.434, 0.429; Vietnamese 0.872, 0.875, 0.876, 0.861; mean of all -0.0008, 0,
// +0.0006, -0.0009.
inline constexpr double kPairWeight = 0.4;
inline constexpr std::uint32_t kPairWindow = 2;
// A pair whose commoner word weighs less than this, one in more than a third of the documents, is
// left out: it tells hardly anything, and its words have the longest lists.
inline constexpr double kPairLeast = 1.0;

// How much the words that are kin to one of the query weigh beside it, as one word, and of which
// words there are any: not of one that more than this share of the documents has.
inline constexpr double kKindredWeight = 0.5;
inline constexpr double kKindredMostShare = 0.2;
// Kin are looked for in languages that are as likely the query's as this share of the likeliest.
inline constexpr double kKindredLeastLikely = 0.05;

// Words that are added to a query from its first hits: how many hits, how many words, and how much
// these count together beside the query's own. MAP on odd queries without, and with 10 hits and 10
// words, and 20 and 30: CACM 0.325, 0.331, 0.345; CISI 0.230, 0.252, 0.260; Vaswani 0.286, 0.302,
// 0.304. With 50 words 0.339, 0.259, 0.303.
inline constexpr std::uint32_t kFeedbackDocuments = 20;
inline constexpr std::size_t kAddedWords = 30;
inline constexpr double kAddedShare = 0.5;
// A hit counts as e to its score, divided by this: BM25 adds up logarithms of odds, but words of
// one topic come together, so that they say less than their sum. Of a title typed in full the first
// hit counts alone, of a word or two all of them. MAP on odd queries where hits count by their
// score, and with 16, 8 and 4: CACM 0.335, 0.343, 0.345, 0.334; CISI 0.264, 0.263, 0.260, 0.254;
// Vaswani 0.301, 0.301, 0.304, 0.305; Reuters topics 0.618, 0.618, 0.622, 0.621. What expansion
// takes from questions that one document answers, nDCG@10: articles of law in Vietnamese 0.066,
// 0.053, 0.047, 0.025; Chinese 0.016, 0.011, 0.008, 0.008.
inline constexpr double kFeedbackTemperature = 8.0;

// What a document is worth beside what it says of the query, where that is asked for: its score is
// multiplied by 1 and these shares, the newest document by the whole of the first, the most cited
// by the whole of the second. Off unless asked for:
// Reuters topics, eight months of news, nDCG@10 of odd (even) queries without recency, and with
// half-lives of 365 and of 30 days: 0.8048, 0.8022, 0.7959 (0.7624, 0.7618, 0.7605).
inline constexpr double kRecencyShare = 0.3;
inline constexpr double kAuthorityShare = 0.15;
// So that they order what scores nothing: what filters alone find.
inline constexpr double kPriorAlone = 1e-3;

// 1 for a document of today, a half after the half-life, a third after twice that: of old documents
// the less old one stands higher, too, which exponential decay forgets.
inline double recency(double age_in_days, double half_life) {
    return age_in_days <= 0.0 ? 1.0 : half_life / (half_life + age_in_days);
}

// 0 for a document that no other cites, 1 for the one that most do; the first citations say most.
inline double authority(std::uint32_t citations, std::uint32_t most) {
    return most == 0 ? 0.0 : std::log1p(citations) / std::log1p(most);
}

// Of a query of so many words and more, how much two words that stand side by side as they were
// typed weigh beside the rarity of such a pair; and how much all pairs weigh once more where a
// document has every one: so a passage finds the text that it was taken from before others with the
// same words, or with their like in a sister language. 1,040 passages of 6 to 14 words in 13
// languages, of an index of all archives: 845 stand in the first hit letter for letter without, 964
// with 0.05 and 0, 1,016 with 0.05 and 1. Mean nDCG@10 on odd (even) queries, each collection
// alone, without, and with 0.05 and 0.1: 0.7204, 0.7204, 0.7201 (0.7188, 0.7210, 0.7224), pooled
// 0.7041, 0.7048, 0.7040 (0.7008, 0.7048, 0.7048). In queries of 4 words, too, it takes from
// topics' names (Reuters, even ones: 0.762, 0.754): what spells a name in full is not what is most
// about it.
inline constexpr std::size_t kPassageWords = 6;
inline constexpr double kTypedPairWeight = 0.05;
inline constexpr double kPassageWeight = 1.0;

// A document that is called what was asked for stands above every other document by at least this.
inline constexpr double kNamedGap = 1.0;

// Inverse document frequency of a word that a share of all documents has, 0 to 1: never negative, a
// word that nearly every document has still adds a little.
inline double idf_of_share(std::uint64_t documents, double share) {
    const double half = 0.5 / static_cast<double>(documents == 0 ? 1 : documents);
    return std::log1p((1.0 - (share < 1.0 ? share : 1.0) + half) / (share + half));
}

// What a document's length does to BM25: the wdf at which a term has half its weight.
inline double length_norm(std::uint32_t length, double average_length, const LengthRule& rule) {
    const double ratio = static_cast<double>(length) / average_length;
    return kK1 * (1.0 - rule.b + rule.b * (ratio < rule.least_share ? rule.least_share : ratio));
}

inline double bm25(double inverse_frequency, std::uint32_t wdf, double norm) {
    const auto count = static_cast<double>(wdf);
    return inverse_frequency * (kK1 + 1.0) * count / (count + norm);
}

// No bm25() of this factor is greater, nor is a sum of them greater than the sum of their bounds,
// however it is rounded.
inline double bm25_bound(double inverse_frequency) {
    return inverse_frequency * (kK1 + 1.0) * (1.0 + 1e-9);
}

}  // namespace gazette::ranking
