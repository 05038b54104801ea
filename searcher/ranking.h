// The figures of ranking, each with its reason, and BM25 itself.
#pragma once

#include <cmath>
#include <cstdint>

namespace gazette::ranking {

// How fast further occurrences of a word stop counting. Measured with tools/relevance --select odd:
// 1.6 gives abstracts and news more than 1.2 does (nDCG@10 of CACM 0.469 and 0.448, of CISI 0.414
// and 0.407), and takes nothing from the others.
inline constexpr double kK1 = 1.6;
// How much a long document has to have more of a word: the usual value; 0 would favour codes and
// verbatim records over every article.
inline constexpr double kB = 0.75;
// A document shorter than this share of the average counts as one of that length: a stub of a line
// is no better than a story (nDCG@10 of Reuters topics 0.767 with, 0.733 without).
inline constexpr double kMinLength = 0.5;

// Inverse document frequency, never negative: a word that nearly every document has still adds a
// little. `having` documents of `documents` have the term.
inline double idf(std::uint64_t documents, std::uint64_t having) {
    const auto all = static_cast<double>(documents);
    const auto some = static_cast<double>(having < documents ? having : documents);
    return std::log1p((all - some + 0.5) / (some + 0.5));
}

// What a document's length does to BM25: the wdf at which a term has half its weight.
inline double length_norm(std::uint32_t length, double average_length) {
    const double ratio = static_cast<double>(length) / average_length;
    return kK1 * (1.0 - kB + kB * (ratio < kMinLength ? kMinLength : ratio));
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
