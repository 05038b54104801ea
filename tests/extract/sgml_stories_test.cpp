#include "indexer/extract/sgml_stories.h"

#include "indexer/extract/byte_sources.h"
#include "indexer/extract/limits.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

struct Read {
    std::vector<Member> members;
    ContainerEnd end;
};

Read stories_of(const std::string& bytes, std::size_t wanted = SIZE_MAX) {
    Read read;
    MemorySource source(bytes);
    read.end = SgmlStoriesReader().read(source, [&](Member member) {
        read.members.push_back(std::move(member));
        return read.members.size() < wanted;
    });
    return read;
}

Document document_of_story(const std::string& story) {
    Input input;
    input.uri = "/a.sgm!/1";
    input.default_id = "a";
    input.media_type = kSgmlStoryMediaType;
    input.bytes = story;
    return test::document_of(extract(input));
}

TEST(SgmlStories, OfReutersBecomeNews) {
    const Read read = stories_of(
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\" NEWID=\"14001\">\n<DATE> "
        "7-APR-1987 11:02:35.07</DATE>\n<TOPICS><D>ice</D><D>sea</D></TOPICS><UNKNOWN>&#5;&#5;E "
        "f1137</UNKNOWN>\n<TEXT>&#2;\n<TITLE>ICE &lt;ICE> IS THIN</TITLE>\n<DATELINE>    MERIAN, "
        "April 7 - </DATELINE><BODY>Ice was thin\nagain, \xFC"
        "ber all.\n    It melts.\n Reuter\n"
        "&#3;</BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"14002\"><TEXT TYPE=\"UNPROC\">&#2;\nNY "
        "ICE 11\n\n  MAY7  662\n</TEXT></REUTERS>\n");
    ASSERT_EQ(read.members.size(), 2U);
    EXPECT_EQ(read.end.problem, "");
    EXPECT_EQ(read.members[0].name, "14001");
    const Document first = document_of_story(read.members[0].bytes);
    EXPECT_EQ(first.id, "reuters-14001");
    EXPECT_EQ(first.title, "ICE <ICE> IS THIN");
    EXPECT_EQ(to_string(first.published), "1987-04-07");
    EXPECT_EQ(first.kind, "news");
    EXPECT_EQ(first.lang, "en");
    EXPECT_EQ(first.text,
              "MERIAN, April 7 - Ice was thin\nagain, über all.\n    It melts.\n Reuter");
    ASSERT_EQ(first.subjects.size(), 2U);
    EXPECT_EQ(first.subjects[1], (Subject{"reuters_topics", "sea", "sea"}));
    const Document second = document_of_story(read.members[1].bytes);
    EXPECT_EQ(second.title, "NY ICE 11");
    EXPECT_EQ(second.text, "NY ICE 11\n\n  MAY7  662");
}

TEST(SgmlStories, OfTrecHaveTheirNumbers) {
    const Read read = stories_of(
        "<DOC>\n<DOCNO> IC-1 </DOCNO>\n<HEADLINE> Ice </HEADLINE>\n<TEXT>\nThin ice.\n</TEXT>\n"
        "</DOC>\n<DOC><DOCNO>IC-1</DOCNO><TEXT>Again.</TEXT></DOC>");
    ASSERT_EQ(read.members.size(), 2U);
    EXPECT_EQ(read.members[0].name, "IC-1");
    EXPECT_EQ(read.members[1].name, "IC-1~2");
    const Document document = document_of_story(read.members[0].bytes);
    EXPECT_EQ(document.title, "Ice");
    EXPECT_EQ(document.text, "Thin ice.");
}

TEST(SgmlStories, AreCutWhereverTheReadsAre) {
    std::string file;
    for (int i = 0; i < 3000; ++i) {
        file += "<REUTERS NEWID=\"" + std::to_string(i) + "\"><TEXT>" +
                std::string(static_cast<std::size_t>(i % 97), 'x') + "</TEXT></REUTERS>\n";
    }
    const Read read = stories_of(file);
    ASSERT_EQ(read.members.size(), 3000U);
    for (std::size_t i = 0; i < 3000; ++i) EXPECT_EQ(read.members[i].name, std::to_string(i));
    EXPECT_EQ(stories_of(file, 5).members.size(), 5U);
}

TEST(SgmlStories, SayWhenTheFileIsCut) {
    const Read cut = stories_of(
        "<REUTERS NEWID=\"1\"><TEXT>whole</TEXT></REUTERS><REUTERS NEWID=\"2\">"
        "<TEXT>cut");
    ASSERT_EQ(cut.members.size(), 2U);
    EXPECT_NE(cut.members[1].why_not, "");
    EXPECT_NE(cut.end.problem, "");
    const Read endless =
        stories_of("<REUTERS NEWID=\"1\">" + std::string(3 * extract_limits::kMaxStoryBytes, 'x'));
    ASSERT_EQ(endless.members.size(), 1U);
    EXPECT_EQ(endless.members[0].why_not_code, RejectionCode::too_large);
    EXPECT_NE(endless.end.problem, "");
    EXPECT_TRUE(stories_of("no story at all <doctor> <reutersx>").members.empty());
    EXPECT_TRUE(stories_of("").members.empty());
}

}  // namespace
}  // namespace gazette
