// The figures of ranking, each with its reason, and BM25 itself.
#pragma once

#include <cmath>
#include <cstdint>

namespace gazette::ranking {

// How fast further occurrences of a word stop counting: Robertson's usual value, good for texts
// of mixed length.
inline constexpr double kK1 = 1.2;
// How much a long document has to have more of a word: the usual value; 0 would favour codes and
// verbatim records over every article.
inline constexpr double kB = 0.75;

// Inverse document frequency, never negative: a word that nearly every document has still adds a
// little. `having` documents of `documents` have the term.
inline double idf(std::uint64_t documents, std::uint64_t having) {
    const auto all = static_cast<double>(documents);
    const auto some = static_cast<double>(having < documents ? having : documents);
    return std::log1p((all - some + 0.5) / (some + 0.5));
}

// What a document's length does to BM25: the wdf at which a term has half its weight.
inline double length_norm(std::uint32_t length, double average_length) {
    return kK1 * (1.0 - kB + kB * static_cast<double>(length) / average_length);
}

inline double bm25(double inverse_frequency, std::uint32_t wdf, double norm) {
    const auto count = static_cast<double>(wdf);
    return inverse_frequency * (kK1 + 1.0) * count / (count + norm);
}

}  // namespace gazette::ranking
