#include "indexer/extract/file_name_date.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using test::document_of;
using test::read;

std::string text_of(const Document& document, std::string_view id) {
    for (const Segment& segment : document.segments) {
        if (segment.id == id) {
            return document.text.substr(segment.begin, segment.end - segment.begin);
        }
    }
    return "no segment " + std::string(id);
}

// Six pages of a record, each with a head and its number above the text, as a text layer has them.
std::string record_in_pages(bool with_numbers) {
    std::string text;
    for (int page = 0; page < 6; ++page) {
        text += "議會紀錄  ─  2012年 11月 21日  \n \n";
        if (with_numbers) text += std::to_string(1493 + page) + " \n";
        for (int line = 0; line < 8; ++line) {
            text += "第" + std::to_string(page * 8 + line) + "行的文字，其中一句一直延續到下一\n";
        }
    }
    return text;
}

TEST(PlainText, LetsASentenceRunOverPages) {
    const std::string source = record_in_pages(true);
    const Document document = document_of(read("a.txt", source));
    EXPECT_NE(document.text.find("延續到下一\n第8行"), std::string::npos) << document.text;
    EXPECT_EQ(text_of(document, "p2").substr(0, 13), "第8行的文");
    EXPECT_EQ(text_of(document, "p2-edge"), "議會紀錄  ─  2012年 11月 21日\n1494\n");
    ASSERT_GE(document.segments.size(), 2u);
    EXPECT_EQ(document.segments[1].page, 2u);
    EXPECT_EQ(document.segments[1].label, "Page 2 (p. 1494 as printed)");
    const auto letters = [](std::string text) {
        std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
        std::sort(text.begin(), text.end());
        return text;
    };
    EXPECT_EQ(letters(document.text), letters(source)) << "nothing is lost";
}

TEST(PlainText, TakesNoListForPageNumbers) {
    EXPECT_TRUE(document_of(read("a.txt", record_in_pages(false))).segments.empty());
    std::string list;
    for (int i = 1; i < 20; ++i) list += std::to_string(i) + "\nItem of a list\n\n";
    EXPECT_EQ(document_of(read("a.txt", list)).text.substr(0, 20), "1\nItem of a list\n\n2\n")
        << "a head must be one";
}

TEST(PlainText, PartsPagesAtFormFeeds) {
    std::string text;
    for (int page = 1; page <= 4; ++page) {
        if (page > 1) text += "\f";
        text += "MINUTES OF THE COUNCIL\n\n";
        for (int line = 0; line < 20; ++line)
            text += "words of page " + std::to_string(page) + "\n";
        text += "\n- " + std::to_string(page) + " -\n";
    }
    const Document document = document_of(read("a.txt", text));
    EXPECT_EQ(text_of(document, "p3").substr(0, 16), "words of page 3\n");
    EXPECT_EQ(text_of(document, "p3-edge"), "MINUTES OF THE COUNCIL\n- 3 -\n");
    EXPECT_NE(document.text.find("words of page 1\nwords of page 2"), std::string::npos);
    const Document one = document_of(read("a.txt", "first page\fsecond page"));
    EXPECT_EQ(text_of(one, "p2"), "second page");
}

TEST(PlainText, ReadsTheLineEndsOfAnySystem) {
    EXPECT_EQ(document_of(read("a.txt", "one\r\ntwo\r\n\r\nthree\rfour")).text,
              "one\ntwo\n\nthree\nfour");
}

TEST(PlainText, FindsTheTitleThatThePageTitleRepeats) {
    EXPECT_EQ(document_of(read("a.txt", "Site-News-Budget passed\n\n1 May\nBudget passed\nText.\n"))
                  .title,
              "Budget passed");
    EXPECT_EQ(document_of(read("a.txt", "Minutes - part two\n\npart\nText.\n")).title,
              "Minutes - part two");
}

TEST(PlainText, FindsItsAddressInTheLastLine) {
    EXPECT_EQ(document_of(read("a.txt", "Title\n\nText.\nที่มา : https://example.org/a/1\n")).url,
              "https://example.org/a/1");
    EXPECT_EQ(document_of(read("a.txt", "Title\nhttp://example.org/\n")).url,
              "http://example.org/");
    EXPECT_EQ(document_of(read("a.txt", "Title\nSee https://example.org/a for more\n")).url, "");
    EXPECT_EQ(document_of(read("a.txt", "https://example.org/a")).url, "");
}

TEST(FileNameDate, ReadsDays) {
    struct Row {
        const char* path;
        const char* want;
    };
    const Row rows[] = {
        {"/a/2020-03-25-author-266.txt", "2020-03-25"},
        {"/a/2020_03_25.txt", "2020-03-25"},
        {"/a/20200325_minutes.txt", "2020-03-25"},
        {"/a/minutes-2020-03-25.txt", "2020-03-25"},
        {"/a/minutes_20200325.txt", "2020-03-25"},
        {"/a.zip!/2020-03-25.txt", "2020-03-25"},
        {"news/2023/03/23/12.txt", "2023-03-23"},
        {"/a/2020-13-25-author.txt", ""},
        {"/a/2020-02-30.txt", ""},
        {"/a/202003251.txt", ""},
        {"/a/273181229.txt", ""},
        {"/a/12020-03-25.txt", ""},
        {"/a/2020-03.txt", ""},
        {"2023/03/x/12.txt", ""},
        {"", ""},
    };
    for (const Row& row : rows)
        EXPECT_EQ(to_string(date_of_file_name(row.path)), row.want) << row.path;
}

TEST(PlainText, TellsALongHeadlineFromAParagraph) {
    const std::string headline = test::repeated("รัฐบาลให้ความมั่นใจ ", 11);  // 209 characters
    const std::string trimmed = headline.substr(0, headline.size() - 1);
    EXPECT_EQ(document_of(read("a.txt", headline + "\n\nText.\n")).title, trimmed);
    EXPECT_EQ(document_of(read("a.txt", headline + "\nText.\n")).title, "a") << "it runs on";
    EXPECT_EQ(document_of(read("a.txt", trimmed + ".\n\nText.\n")).title, "a") << "a sentence";
    // Repeated where the text runs on.
    EXPECT_EQ(document_of(read("a.txt", "Site-" + headline + "\n\n1 May\n" + trimmed + "\nText.\n"))
                  .title,
              trimmed);
    const std::string long_text = test::repeated("word ", 100);
    EXPECT_EQ(document_of(read("a.txt", long_text + "\n\nText.\n")).title, "a");
}

}  // namespace
}  // namespace gazette
