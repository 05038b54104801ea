#include "indexer/analysis/name_key.h"

#include <gtest/gtest.h>

#include <string>

namespace gazette {
namespace {

TEST(NameKey, IsTheSameForWaysOfWritingOneName) {
    const std::pair<const char*, const char*> cases[] = {
        {"Personal Data (Privacy) Ordinance", "personal data privacy ordinance"},
        {"Cap. 486", "CAP 486"},
        {"Cap. 486", "Cap.486"},
        {"Cap. 486", "第486章"},
        {"Cap. 486", "第四百八十六章"},
        {"香港法例第四百八十六章", "香港法例 第486章"},
        {"個人資料（私隱）條例", "个人资料(私隐)条例"},
        {"Règlement (UE) n° 2016/679", "reglement UE 2016/679"},
        {"Ley Nº 20468", "ley 20468"},
        {"Ｌａｗ　２０１９", "law 2019"},
        {"ΝΌΜΟΣ", "νομος"},
        {"الإمارات", "الامارات"},
        {"NIST SP 800-53", "nist sp800‑53"},
        {"L'homme\nd'État", "l’homme d’etat"},
        {"주택임대차보호법 시행령", "주택임대차보호법시행령"},
    };
    for (const auto& [one, other] : cases) {
        EXPECT_EQ(name_key(one), name_key(other)) << one;
        EXPECT_FALSE(name_key(one).empty()) << one;
    }
}

TEST(NameKey, KeepsNamesApart) {
    const std::pair<const char*, const char*> cases[] = {
        {"Section 1.11", "Section 11.1"},
        {"Regulation 2016/679", "Regulation 2016/678"},
        {"第486章", "第486條"},
        {"Act 12", "Act 1 2"},
        {"第十章", "第十一章"},
        {"か", "が"},
    };
    for (const auto& [one, other] : cases) EXPECT_NE(name_key(one), name_key(other)) << one;
}

TEST(NameKey, IsEmptyWhereThereIsNothingToCall) {
    EXPECT_EQ(name_key(""), "");
    EXPECT_EQ(name_key("—?!"), "");
    EXPECT_EQ(name_key(std::string(kMaxNameBytes + 1, 'a')), "");
}

TEST(HanNumber, ReadsNumerals) {
    const std::pair<const char*, unsigned> cases[] = {{"四百八十六章", 486},
                                                      {"四八六", 486},
                                                      {"十", 10},
                                                      {"十一条", 11},
                                                      {"二十", 20},
                                                      {"一百零五", 105},
                                                      {"一〇五", 105},
                                                      {"廿三", 23},
                                                      {"一千零二十", 1020},
                                                      {"一万二千", 12000},
                                                      {"萬", 10000},
                                                      {"九", 9}};
    for (const auto& [text, value] : cases) EXPECT_EQ(han_number(text).value, value) << text;
    EXPECT_EQ(han_number("四百八十六章").bytes, std::string("四百八十六").size());
    EXPECT_EQ(han_number("章").bytes, 0U);
    EXPECT_EQ(han_number("").bytes, 0U);
    EXPECT_EQ(han_number("九九九九九九九九九九九九九九").bytes, 0U) << "too large";
}

TEST(HanNumber, IsReadAsItWasWritten) {
    for (unsigned value = 0; value < 10000; ++value) {
        const std::string numeral = han_numeral(value);
        ASSERT_EQ(han_number(numeral).value, value) << numeral;
        ASSERT_EQ(han_number(numeral).bytes, numeral.size()) << numeral;
    }
    EXPECT_EQ(han_numeral(486), "四百八十六");
    EXPECT_EQ(han_numeral(105), "一百零五");
    EXPECT_EQ(han_numeral(12), "十二");
}

}  // namespace
}  // namespace gazette
