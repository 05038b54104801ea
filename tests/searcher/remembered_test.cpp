#include "searcher/remembered.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

TEST(Remembered, KnowsWhatWasKept) {
    Remembered<int> numbers(10);
    EXPECT_EQ(numbers.find("a"), std::nullopt);
    numbers.keep("a", 1);
    numbers.keep(std::string("a\0b", 3), 2);
    numbers.keep("c", 0);
    EXPECT_EQ(numbers.find("a"), 1);
    EXPECT_EQ(numbers.find(std::string("a\0b", 3)), 2);
    EXPECT_EQ(numbers.find("c"), 0);
    EXPECT_EQ(numbers.find(""), std::nullopt);
    numbers.keep("a", 3);
    EXPECT_EQ(numbers.find("a"), 3);
}

TEST(Remembered, KnowsManyAtOnce) {
    Remembered<int> numbers(10);
    numbers.keep({{"a", 1}, {"b", 2}});
    const std::vector<std::string> keys = {"b", "x", "a", "b"};
    const std::vector<std::optional<int>> expected = {2, std::nullopt, 1, 2};
    EXPECT_EQ(numbers.find(keys), expected);
    EXPECT_TRUE(numbers.find(std::vector<std::string>()).empty());
}

TEST(Remembered, NeverHoldsMoreThanItsRoom) {
    constexpr std::size_t kMost = 100;
    Remembered<std::size_t> numbers(kMost);
    std::size_t known = 0;
    for (std::size_t i = 0; i < 1050; ++i) {
        numbers.keep(std::to_string(i), i);
        ASSERT_EQ(numbers.find(std::to_string(i)), i);
    }
    for (std::size_t i = 0; i < 1050; ++i) known += numbers.find(std::to_string(i)).has_value();
    EXPECT_LE(known, kMost);
    EXPECT_GT(known, 0U);
}

}  // namespace
}  // namespace gazette::test
