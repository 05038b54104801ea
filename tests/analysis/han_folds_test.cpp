// Whole sentences, converted by OpenCC with its phrases, must become the same terms.
#include "indexer/analysis/han_folds.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/character_run.h"
#include "tests/analysis/sample_text.h"

#include <gtest/gtest.h>

#include <opencc/SimpleConverter.hpp>
#include <string>
#include <vector>

namespace gazette {
namespace {

TEST(HanFolds, IsSortedAndNeedsOneStep) {
    const auto folds = han_folds();
    ASSERT_GT(folds.size(), 4000U);
    for (std::size_t i = 0; i < folds.size(); ++i) {
        if (i > 0) {
            EXPECT_LT(folds[i - 1].from, folds[i].from);
        }
        EXPECT_EQ(fold_han(folds[i].from), folds[i].to);
        EXPECT_EQ(fold_han(folds[i].to), folds[i].to);
    }
}

TEST(HanFolds, BringsFormsOfOneCharacterTogether) {
    for (const char32_t* forms :
         {U"后後",     U"里裡裏",   U"为為爲", U"说說説",   U"卫衞衛", U"台臺檯颱枱",
          U"着著",     U"干乾幹榦", U"面麵麪", U"只隻",     U"发發髮", U"图圖図",
          U"国國",     U"气氣気",   U"经經経", U"户戶戸",   U"内內",   U"录錄録",
          U"划劃画畫", U"余餘馀",   U"系係繫", U"复復複覆", U"才纔"}) {
        for (const char32_t* form = forms; *form != 0; ++form) {
            EXPECT_EQ(fold_han(*form), fold_han(forms[0]))
                << test::to_utf8(std::u32string(1, *form)) << " and "
                << test::to_utf8(std::u32string(1, forms[0]));
        }
    }
}

TEST(HanFolds, KeepsOtherCharactersApart) {
    for (const char32_t* pair :
         {U"弁辯", U"欠缺", U"芸藝", U"缶罐", U"士土", U"己已", U"证監", U"予豫"}) {
        EXPECT_NE(fold_han(pair[0]), fold_han(pair[1])) << test::to_utf8(pair);
    }
}

TEST(HanFolds, FoldsToTheSimplifiedForm) {
    EXPECT_EQ(fold_han(U'證'), U'证');
    EXPECT_EQ(fold_han(U'圖'), U'图');
    EXPECT_EQ(fold_han(U'図'), U'图');
    EXPECT_EQ(fold_han(U'乾'), U'干');
    EXPECT_EQ(fold_han(U'裡'), U'里');
    EXPECT_EQ(fold_han(U'著'), U'着');
    EXPECT_EQ(fold_han(U'人'), U'人');
}

std::string terms_of(Analyzer& analyzer, std::string_view text) {
    std::string terms;
    for (const QueryToken& token : analyzer.query_tokens(text, {})) {
        terms += token.variants[0].term + " ";
    }
    return terms;
}

const char* const kConversions[] = {
    "t2s.json", "s2t.json", "s2tw.json", "s2hk.json", "tw2s.json", "hk2s.json"};

TEST(HanFolds, FollowsConversionsByPhrases) {
    const char* sentences[] = {
        "乾隆皇帝在後宮裡吃麵，面向皇后說：這裏的水乾淨。",
        "政府應為市民提供衞生服務，並檢討該計畫及計劃書的執行情況。",
        "該公司發行的股票價格上漲，頭髮斑白的老闆慰藉員工。",
        "干部们在干旱地区干活，树干上的饼干很干。",
        "他只有一只猫，里面没有面条，公里数和里程碑不同。",
        "复杂的回复与重复覆盖，系统联系和关系，钟表与钟情。",
        "著名作家穿着外套看着书，历史日历上写了台风和台湾的台灯。",
        "证券及期货事务监察委员会制定松柏松散规则，采用采邑制，征税与长征。",
        "范围内的范先生，于是于小姐云云，白云下的才能才刚展现。",
    };
    Analyzer analyzer;
    for (const char* conversion : kConversions) {
        const opencc::SimpleConverter converter(conversion);
        for (const char* sentence : sentences) {
            const std::string converted = converter.Convert(std::string(sentence));
            EXPECT_EQ(terms_of(analyzer, converted), terms_of(analyzer, sentence)) << conversion;
        }
    }
}

class HanFoldsOnCollection : public testing::TestWithParam<const char*> {};

TEST_P(HanFoldsOnCollection, FollowConversionsOfEveryLine) {
    const std::string text = test::archive_text(GetParam(), 200000);
    if (text.empty()) GTEST_SKIP() << "no collection " << GetParam() << " beside the repository";
    Analyzer analyzer;
    for (const char* conversion : kConversions) {
        const opencc::SimpleConverter converter(conversion);
        std::size_t lines = 0;
        std::size_t different = 0;
        std::string example;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            const std::string line = text.substr(begin, end - begin);
            begin = end + 1;
            ++lines;
            const std::string converted = converter.Convert(line);
            if (terms_of(analyzer, converted) == terms_of(analyzer, line)) continue;
            ++different;
            if (example.empty()) example = line + "\n" + converted;
        }
        EXPECT_EQ(different, 0U) << conversion << ": of " << lines << " lines, such as\n"
                                 << example;
    }
}

INSTANTIATE_TEST_SUITE_P(Collections,
                         HanFoldsOnCollection,
                         testing::Values("ir/drcd-zh-hant/docs.jsonl.zst",
                                         "ir/cail2019-zh-legal/docs.jsonl.zst",
                                         "archives/cn-laws-md.tar.zst",
                                         "archives/hk-legco-hansard.tar.zst"),
                         [](const auto& set) { return "Collection" + std::to_string(set.index); });

}  // namespace
}  // namespace gazette
