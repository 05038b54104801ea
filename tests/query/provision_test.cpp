#include "searcher/query/provision.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace gazette {
namespace {

bool reads_as(std::string_view text, std::string_view label, std::string_view of) {
    const auto all = provisions_in(text);
    return std::any_of(all.begin(), all.end(), [&](const CitedProvision& provision) {
        return provision.of == of &&
               std::count(provision.labels.begin(), provision.labels.end(), label) > 0;
    });
}

TEST(CitedProvision, IsReadInEitherOrder) {
    EXPECT_TRUE(reads_as("§ 823 BGB", "§ 823", "BGB"));
    EXPECT_TRUE(reads_as("§823 BGB", "§ 823", "BGB"));
    EXPECT_TRUE(reads_as("BGB § 823", "§ 823", "BGB"));
    EXPECT_TRUE(reads_as("BGB § 823 Abs. 1", "§ 823", "BGB"));
    EXPECT_TRUE(reads_as("§ 823 Abs. 1 S. 1 BGB", "§ 823", "BGB"));
    EXPECT_TRUE(reads_as("§ 823 Abs. 1 BGB", "§ 823", "BGB"));
    EXPECT_TRUE(reads_as("Art. 5 GDPR", "Article 5", "GDPR"));
    EXPECT_TRUE(
        reads_as("Article 5 of Regulation (EU) 2016/679", "Art. 5", "Regulation (EU) 2016/679"));
    EXPECT_TRUE(reads_as("section 26(1)(a) of the Cap. 486", "Section 26", "Cap. 486"));
    EXPECT_TRUE(reads_as("NIST AC-2", "AC-2", "NIST"));
    EXPECT_TRUE(reads_as("민법 제750조", "제750조", "민법"));
    EXPECT_TRUE(reads_as("民法第184條", "第184条", "民法"));
    EXPECT_TRUE(reads_as("民法第一百八十四條", "第184條", "民法"));
    EXPECT_TRUE(reads_as("建筑法第48条第1款", "第四十八条", "建筑法"));
    EXPECT_TRUE(reads_as("第26條 個人資料條例", "第26條", "個人資料條例"));
}

TEST(CitedProvision, NeedsANumberAndALaw) {
    EXPECT_TRUE(provisions_in("").empty());
    EXPECT_TRUE(provisions_in("§ 823").empty());
    EXPECT_TRUE(provisions_in("duty of care").empty());
    EXPECT_TRUE(provisions_in("第三條").empty());
    EXPECT_TRUE(provisions_in("第 第 第").empty());
    EXPECT_FALSE(reads_as("§ 5 Abs. 1 BGB", "§ 1", "BGB")) << "the number behind the sign counts";
    std::string many;
    for (int i = 0; i < 100; ++i) many += "§ " + std::to_string(i) + " ";
    EXPECT_TRUE(provisions_in(many).empty()) << "too many words";
}

}  // namespace
}  // namespace gazette
