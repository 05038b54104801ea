// What is called otherwise in other regions where Chinese is written.
#include "searcher/query/numeral_forms.h"
#include "searcher/query/other_forms.h"
#include "searcher/query/regional_words.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

using Ids = std::vector<std::string>;

class Regional : public testing::Test {
  protected:
    Regional() {
        build_index(folder_.path(),
                    {
                        make_document("hk", "zh-Hant", "", "政府採購軟件的規定"),
                        make_document("cn", "zh-Hans", "", "政府采购软件的规定"),
                        make_document("tw", "zh-Hant", "", "政府採購軟體的規定"),
                        make_document("taxi", "zh-Hant", "", "計程車的收費"),
                        make_document("soldiers", "zh-Hant", "", "真的士兵不收費"),
                        make_document("program", "zh-Hant", "", "電腦程式的保護"),
                        make_document("procedure", "zh-Hans", "", "诉讼程序的规定"),
                        make_document("ja", "ja", "", "ソフトウェアと軟件"),
                        make_document("en", "en", "", "Of software"),
                    });
        searcher_ = std::make_unique<Searcher>(folder_.path());
    }

    SearchResponse read(const std::string& text, Reading reading = Reading::automatic) {
        SearchRequest request;
        request.text = text;
        request.reading = reading;
        return search(*searcher_, request);
    }
    Ids found(const std::string& text, Reading reading = Reading::automatic) {
        Ids ids = ids_of(read(text, reading));
        std::sort(ids.begin(), ids.end());
        return ids;
    }
    const Notice* notice(const SearchResponse& response) {
        for (const Notice& one : response.query.notices) {
            if (one.code == "regional_words") return &one;
        }
        return nullptr;
    }

    TempDir folder_;
    std::unique_ptr<Searcher> searcher_;
};

TEST_F(Regional, WordsOfOtherRegionsAreSearchedForToo) {
    for (const std::string text : {"軟件", "软件", "軟體", "软体"}) {
        EXPECT_EQ((Ids{"cn", "hk", "ja", "tw"}), found(text)) << text;
    }
    EXPECT_EQ((Ids{"cn", "hk", "tw"}), found("採購軟體"));
    EXPECT_EQ((Ids{"cn", "hk", "tw"}), found("採購 AND 軟體"));
    EXPECT_EQ((Ids{"soldiers", "taxi"}), found("的士"));  // characters find all that has them
}

TEST_F(Regional, TheNoticeSaysSoAndLeadsBack) {
    const SearchResponse response = read("政府軟體 採購軟體");
    std::vector<std::string> instead;
    std::vector<std::vector<std::string>> words;
    for (const Notice& one : response.query.notices) {
        if (one.code != "regional_words") continue;
        instead.push_back(one.instead);
        words.push_back(one.words);
    }
    EXPECT_EQ((std::vector<std::string>{"\"政府軟體\"", "\"採購軟體\""}), instead);
    for (const auto& each : words) EXPECT_FALSE(each.empty());
    const SearchResponse single = read("軟體");
    ASSERT_NE(nullptr, notice(single));
    EXPECT_NE(std::string::npos, notice(single)->message.find("軟件"));
    EXPECT_EQ(Ids{"tw"}, found(notice(single)->instead));
    EXPECT_EQ("軟體", single.query.canonical);
}

TEST_F(Regional, WhatIsTypedExactlyIsNotWidened) {
    for (const std::string text :
         {"\"軟體\"", "script:軟體", "軟體 w/5 規定", "atleast1(軟體)", "採購 /s 軟體"}) {
        const SearchResponse response = read(text);
        EXPECT_EQ(Ids{"tw"}, ids_of(response)) << text;
        EXPECT_EQ(nullptr, notice(response)) << text;
    }
    // What is left out is not widened either.
    EXPECT_EQ((Ids{"cn", "hk"}), found("採購 NOT 軟體"));
}

TEST_F(Regional, OrdinaryWordsJapaneseAndPiecesOfOtherWordsAreLeftAlone) {
    EXPECT_EQ(Ids{"procedure"}, found("程序"));
    EXPECT_EQ(nullptr, notice(read("ソフトウェアと軟件")));
    EXPECT_EQ(Ids{"soldiers"}, found("真的士兵"));
    EXPECT_EQ(nullptr, notice(read("真的士兵")));
    SearchRequest japanese;
    japanese.text = "軟件";
    japanese.languages = {"ja"};
    EXPECT_EQ(nullptr, notice(search(*searcher_, japanese)));
    // Nothing is said of words that the index does not have.
    EXPECT_EQ(nullptr, notice(read("鼠標")));
}

TEST_F(Regional, PlainWordsHaveThemToo) {
    const SearchResponse response = read("誰規定軟體", Reading::any_words);
    ASSERT_NE(nullptr, notice(response));
    EXPECT_EQ("", notice(response)->instead);  // it would be read as plain words again
    const Ids ids = found("誰規定軟體", Reading::any_words);
    for (const char* id : {"cn", "hk", "tw", "ja"}) {
        EXPECT_EQ(1, std::count(ids.begin(), ids.end(), id)) << id;
    }
}

TEST_F(Regional, APlainQuestionLeadsBackToItsWords) {
    const SearchResponse response = read("誰 規定 真正 政府 軟體 採購");
    ASSERT_EQ(Reading::any_words, response.query.reading);
    ASSERT_NE(nullptr, notice(response));
    EXPECT_EQ("any(\"誰 規定 真正 政府 軟體 採購\")", notice(response)->instead);
    EXPECT_EQ(nullptr, notice(read(notice(response)->instead)));
}

// What was typed is found in any place; what is put in for it, as a word.
TEST(RegionalWords, ThatArePutInAreWordsOfTheirOwn) {
    const TempDir folder;
    build_index(folder.path(),
                {make_document("tw", "zh-Hant", "", "採購軟體的規定"),
                 make_document("gym", "zh-Hant", "", "柔軟體操比賽"),
                 make_document("hk", "zh-Hant", "", "採購軟件的規定")});
    const Searcher searcher(folder.path());
    const auto found = [&](const std::string& text, Reading reading) {
        SearchRequest request;
        request.text = text;
        request.reading = reading;
        Ids ids = ids_of(search(searcher, request));
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    EXPECT_EQ((Ids{"gym", "tw"}), found("\"軟體\"", Reading::query));
    EXPECT_EQ((Ids{"gym", "hk", "tw"}), found("軟體", Reading::query));
    EXPECT_EQ((Ids{"hk", "tw"}), found("軟件", Reading::query));
    EXPECT_EQ((Ids{"hk", "tw"}), found("採購軟件", Reading::query));
    EXPECT_EQ((Ids{"hk", "tw"}), found("軟件", Reading::any_words));
}

TEST(NumeralForms, AreDigitsAndNumerals) {
    using Forms = std::vector<std::string>;
    EXPECT_EQ((Forms{"民法第一百八十四條", "民法第百八十四條"}), numeral_forms("民法第184條"));
    EXPECT_EQ((Forms{"第184条", "第百八十四条"}), numeral_forms("第一百八十四条"));
    EXPECT_EQ((Forms{"第184条", "第一百八十四条"}), numeral_forms("第百八十四条"));
    EXPECT_EQ((Forms{"第五条"}), numeral_forms("第5条"));
    EXPECT_EQ((Forms{"第五条第2项", "第5条第二项", "第五条第二项"}).size(),
              numeral_forms("第5条第2项").size());
    for (const std::string text : {"第一次", "第0条", "第10000条", "184条", "第条", "第", ""}) {
        EXPECT_EQ(Forms{}, numeral_forms(text)) << text;
    }
    EXPECT_LE(numeral_forms("第105条第106条第107条第108条").size(), kMaxOtherForms);
}

TEST(NumeralForms, FindEachOther) {
    TempDir folder;
    build_index(folder.path(),
                {make_document("digits", "zh-Hant", "", "依第184條之規定"),
                 make_document("numerals", "zh-Hans", "", "依照第一百八十四条的规定"),
                 make_document("japan", "ja", "", "第百八十四条の規定により")});
    const Searcher searcher(folder.path());
    for (const std::string text : {"第184條", "第一百八十四条", "第百八十四条", "規定 第184条"}) {
        EXPECT_EQ((Ids{"digits", "japan", "numerals"}), sorted_ids(searcher, text)) << text;
    }
    EXPECT_EQ(Ids{"digits"}, sorted_ids(searcher, "\"第184条\""));
    EXPECT_EQ(Ids{"japan"}, sorted_ids(searcher, "規定 NOT 第184條 NOT 第一百八十四条"));
}

TEST(RegionalWords, TheTableHasWordsThatMeanTheSame) {
    std::set<std::string> words;
    for (const RegionalPair& pair : regional_word_pairs()) {
        EXPECT_STRNE(pair.word, pair.other);
        words.insert(pair.word);
    }
    for (const char* word : {"軟件", "網絡", "互聯網", "知識產權", "的士", "出租車"}) {
        EXPECT_EQ(1U, words.count(word)) << word;
    }
    for (const char* word : {"程序", "文件", "支持", "聲明", "權限", "局部"}) {
        EXPECT_EQ(0U, words.count(word)) << word;
    }
}

}  // namespace
}  // namespace gazette::test
