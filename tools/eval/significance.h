// Whether two systems really differ, by their values for the same queries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gazette::eval {

struct Comparison {
    std::size_t queries = 0;
    std::size_t wins = 0;     // the second is better
    std::size_t losses = 0;   // the first is better
    double difference = 0.0;  // mean of second - first
    // Share of random exchanges of the two systems, query by query, that make a mean difference
    // at least as great: the paired randomisation test (Smucker, Allan and Carterette 2007), two
    // sided, from kRandomisations trials with a fixed seed.
    double p_value = 1.0;
};

inline constexpr std::uint32_t kRandomisations = 10'000;

// `first` and `second` are as long as each other.
Comparison compare(const std::vector<double>& first, const std::vector<double>& second);

}  // namespace gazette::eval
