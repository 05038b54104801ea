#include "tools/eval/significance.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace gazette::eval {
namespace {

TEST(Significance, CountsWinsAndLosses) {
    const Comparison result = compare({0.5, 0.5, 0.5, 0.2}, {0.6, 0.4, 0.5, 0.7});
    EXPECT_EQ(result.queries, 4U);
    EXPECT_EQ(result.wins, 2U);
    EXPECT_EQ(result.losses, 1U);
    EXPECT_NEAR(result.difference, 0.125, 1e-12);
}

// Of 2^n exchanges of n equal differences, two are as great as what was seen.
TEST(Significance, GivesTheShareOfExchanges) {
    const std::vector<double> low(8, 0.0);
    const std::vector<double> high(8, 1.0);
    EXPECT_NEAR(compare(low, high).p_value, 2.0 / 256.0, 0.003);
    EXPECT_NEAR(compare(low, low).p_value, 1.0, 1e-9);
    EXPECT_NEAR(compare({0.0, 1.0}, {1.0, 0.0}).p_value, 1.0, 1e-9);
    EXPECT_EQ(compare({}, {}).p_value, 1.0);
}

TEST(Significance, RefusesOtherQueries) {
    EXPECT_THROW(compare({1.0}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace gazette::eval
