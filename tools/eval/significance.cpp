#include "tools/eval/significance.h"

#include <cmath>
#include <random>
#include <stdexcept>

namespace gazette::eval {

Comparison compare(const std::vector<double>& first, const std::vector<double>& second) {
    if (first.size() != second.size()) {
        throw std::invalid_argument("a paired test needs the same queries on both sides");
    }
    Comparison result;
    result.queries = first.size();
    if (first.empty()) return result;
    std::vector<double> differences;
    double sum = 0.0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        const double difference = second[i] - first[i];
        if (difference > 0.0) ++result.wins;
        if (difference < 0.0) ++result.losses;
        differences.push_back(difference);
        sum += difference;
    }
    result.difference = sum / static_cast<double>(first.size());
    std::mt19937 random(1);
    std::uint32_t as_great = 0;
    // Sums of the same numbers in another order differ in their last bits.
    const double observed = std::abs(sum) - 1e-12;
    for (std::uint32_t trial = 0; trial < kRandomisations; ++trial) {
        double exchanged = 0.0;
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < differences.size(); ++i) {
            if (i % 32 == 0) bits = static_cast<std::uint32_t>(random());
            exchanged += (bits >> (i % 32) & 1U) != 0 ? differences[i] : -differences[i];
        }
        if (std::abs(exchanged) >= observed) ++as_great;
    }
    result.p_value = static_cast<double>(as_great + 1) / (kRandomisations + 1);
    return result;
}

}  // namespace gazette::eval
