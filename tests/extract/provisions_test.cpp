#include "indexer/extract/provisions.h"

#include "indexer/extract/provision_heads.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

std::string label_at(const Document& document, std::string_view phrase) {
    const std::size_t at = document.text.find(phrase);
    if (at == std::string::npos) return "(no such text)";
    for (const Segment& segment : document.segments) {
        if (segment.begin <= at && at < segment.end) return segment.label;
    }
    return "(in no segment)";
}

TEST(Provisions, OfMarkdownHaveTheirLabels) {
    const struct {
        const char* text;
        const char* phrase;
        const char* want;
    } rows[] = {
        {"# Code\n\nArticle 21\n\nLe marin.\n\nArticle L123-4\n\nLa mer.\n",
         "La mer",
         "Article L123-4"},
        {"# Code\n\nArticle 21\n\nL'article suit.\n\nArticle 22 de la loi est cité.\n",
         "est cité",
         "Article 21"},
        {"### § 5 Messung\n\n(1) Das Eis.\n\n1.  dick,\n\n2.  dünn.\n\n(2) Der Schnee.\n",
         "Der Schnee",
         "§ 5(2)"},
        {"### § 5 Messung\n\n(1) Das Eis.\n\n1.  dick,\n\n2.  dünn.\n\n(2) Der Schnee.\n",
         "dünn",
         "§ 5(1)"},
        {"##### 2 Offence.\n\n**2.**—(1) Where ice.\n\n(2) It is snow.\n\n(*a*) or hail.\n",
         "or hail",
         "2(2)"},
        {"**第一条（目的）**　氷を測る。\n\n２　雪も測る。\n\n３　雹も測る。\n",
         "雪も",
         "第一条第二項"},
        {"**第一条（目的）**　氷を測る。\n\n２　雪も測る。\n\n３　雹も測る。\n",
         "氷を",
         "第一条第一項"},
        {"第三条の二　氷。\n", "氷", "第三条の二"},
        {"# 法\n\n第十二条 冰应当测量。\n\n（一）厚度；\n\n前款所称冰，是指海冰。\n\n第十三条 "
         "雪。\n",
         "前款",
         "第十二条第二款"},
        {"# 法\n\n第十二条 冰应当测量。\n\n（一）厚度；\n\n前款所称冰，是指海冰。\n\n第十三条 "
         "雪。\n",
         "厚度",
         "第十二条第一款"},
        {"# 法\n\n第十二条 冰应当测量。\n\n第三条规定的冰，不测量。\n", "不测量", "第十二条第二款"},
        {"##### 제3조 (측정)\n\n**①** 얼음.\n\n**②** 눈.\n", "눈", "제3조제2항"},
        {"# Ley\n\nArtículo 4.- El hielo se mide.\n\nArtículo 5.- La nieve.\n",
         "El hielo",
         "Artículo 4"},
    };
    for (const auto& row : rows) {
        const Document document = test::document_of(test::read("a.md", row.text));
        EXPECT_EQ(label_at(document, row.phrase), row.want) << row.text;
    }
}

TEST(Provisions, ListsAreNotParagraphs) {
    for (const char* line : {"一、厚度",
                             "（一）厚度",
                             "(a) ice",
                             "1. ice",
                             "- ice",
                             "a. ice",
                             "iv) ice",
                             "１、冰",
                             "十二、冰"}) {
        EXPECT_TRUE(is_list_item(line)) << line;
    }
    for (const char* line : {"前項測量", "The ice", "If ice.", "一般規定", "I measure."}) {
        EXPECT_FALSE(is_list_item(line)) << line;
    }
}

TEST(Provisions, NumbersThatDoNotRunAreNoParagraphs) {
    const Document document = test::document_of(
        test::read("a.md", "## Article 5\n\n(1) One.\n\n(7) Seven.\n\nNo number.\n"));
    EXPECT_EQ(label_at(document, "Seven"), "Article 5");
}

TEST(Provisions, ADateInTheFileNameIsADate) {
    const auto published = [](const char* name) {
        return to_string(test::document_of(test::read(name, "# 法\n\n第一条 冰。\n")).published);
    };
    EXPECT_EQ(published("个人信息保护法(2021-08-20).md"), "2021-08-20");
    EXPECT_EQ(published("law 2021-13-20.md"), "");
    EXPECT_EQ(published("2020-01-01 to 2021-01-01.md"), "");
    EXPECT_EQ(published("12021-08-20.md"), "");
    const Document german = test::document_of(test::read(
        "index.md",
        "---\njurabk: EisG\n---\n\n# Eisgesetz\n\nAusfertigungsdatum\n:   2002-10-11\n"));
    EXPECT_EQ(to_string(german.published), "2002-10-11");
    EXPECT_EQ(german.kind, "law");
}

}  // namespace
}  // namespace gazette
