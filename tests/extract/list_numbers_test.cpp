#include "indexer/extract/list_numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace gazette::test {
namespace {

TEST(ListNumbers, AreWrittenAsListsHaveThem) {
    const struct {
        unsigned number;
        const char* roman;
        const char* letters;
    } rows[] = {
        {0, "0", ""},
        {1, "i", "a"},
        {4, "iv", "d"},
        {9, "ix", "i"},
        {26, "xxvi", "z"},
        {27, "xxvii", "aa"},
        {52, "lii", "az"},
        {53, "liii", "ba"},
        {400, "cd", "oj"},
        {702, "dccii", "zz"},
        {703, "dcciii", "aaa"},
        {1994, "mcmxciv", "bxr"},
        {3999, "mmmcmxcix", "ewu"},
        {4000, "4000", "ewv"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(roman_number(row.number, false), row.roman);
        EXPECT_EQ(letter_number(row.number, false), row.letters);
    }
    EXPECT_EQ(roman_number(14, true), "XIV");
    EXPECT_EQ(roman_number(4000, true), "4000");
    EXPECT_EQ(letter_number(28, true), "AB");
}

TEST(ListNumbers, AreWrittenAsASymbolShowsThem) {
    EXPECT_EQ(number_by_symbol("1.", 3), "3.");
    EXPECT_EQ(number_by_symbol("a)", 28), "ab)");
    EXPECT_EQ(number_by_symbol("(A)", 3), "(C)");
    EXPECT_EQ(number_by_symbol("i)", 401), "cdi)");
    EXPECT_EQ(number_by_symbol("I.", 4), "IV.");
    EXPECT_EQ(number_by_symbol("1°", 3), "3°");
    EXPECT_EQ(number_by_symbol("-", 3), "");
}

}  // namespace
}  // namespace gazette::test
