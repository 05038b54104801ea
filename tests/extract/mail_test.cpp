#include "indexer/extract/mail.h"

#include "indexer/extract/byte_sources.h"
#include "indexer/extract/sniff.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using test::document_of;
using test::rejection_of;

Extracted read_message(const std::string& bytes) {
    Input input;
    input.uri = "/archive/a.eml!/message";
    input.default_id = "message";
    input.media_type = kMessageMediaType;
    input.bytes = bytes;
    return extract(input);
}

std::vector<Member> members_of(const ContainerReader& reader, const std::string& bytes) {
    std::vector<Member> members;
    MemorySource source(bytes);
    const ContainerEnd end = reader.read(source, [&](Member member) {
        members.push_back(std::move(member));
        return true;
    });
    EXPECT_EQ(end.problem, "");
    return members;
}

const std::string kHeader =
    "From: =?gb2312?B?1cXI/Q==?= <zhang@example.org>\r\n"
    "To: Office <office@example.org>\r\n"
    "Subject: =?iso-2022-jp?B?GyRCOkYbKEI=?= Re: dues\r\n"
    "Date: Tue, 31 Dec 2019 23:30:00 -0800\r\n"
    "Message-ID: <1@example.org>\r\n"
    "MIME-Version: 1.0\r\n";

const std::string kMixed =
    kHeader +
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
    "--c\r\nContent-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "t6jCyQ==\r\n"
    "--c\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--c--\r\n"
    "--b\r\nContent-Type: application/pdf\r\n"
    "Content-Disposition: attachment; filename*=UTF-8''Bericht%20M%C3%A4rz.pdf\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n"
    "--b\r\nContent-Type: text/plain\r\n"
    "Content-Disposition: attachment; filename=\"../../etc/notes.txt\"\r\n\r\nattached\r\n"
    "--b\r\nContent-Type: text/plain\r\n"
    "Content-Disposition: attachment; filename=\"notes.txt\"\r\n\r\nattached too\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninner text\r\n"
    "--b--\r\n";

TEST(Mail, ReadsHeaderAndBody) {
    const Document document = document_of(read_message(kMixed));
    EXPECT_EQ(document.title, "再 Re: dues");
    EXPECT_EQ(document.text, "法律");
    EXPECT_EQ(to_string(document.published), "2019-12-31") << "the day where it was sent";
    EXPECT_EQ(document.metadata_json,
              R"({"author":"张三 <zhang@example.org>","to":"Office <office@example.org>",)"
              R"("message_id":"1@example.org"})");
}

TEST(Mail, ReadsABodyInHtml) {
    const Document document = document_of(
        read_message("Subject: x\nContent-Type: text/html; charset=utf-8\n"
                     "Content-Transfer-Encoding: quoted-printable\n\n<h1>Gr=C3=B6=C3=9Fe</h1>\n"
                     "<p>of the har=\nbour</p>"));
    EXPECT_EQ(document.text, "Größe\n\nof the harbour");
}

TEST(Mail, KeepsQuotedReplies) {
    const Document document =
        document_of(read_message("Subject: x\r\n\r\nYes.\r\n\r\n> May we?\r\n> -- A\r\n"));
    EXPECT_EQ(document.text, "Yes.\n\n> May we?\n> -- A");
}

TEST(Mail, TellsWhatCannotBeRead) {
    EXPECT_EQ(rejection_of(read_message("\n\nno header")), "damaged");
    EXPECT_EQ(
        rejection_of(read_message("Subject: x\nContent-Type: multipart/encrypted; boundary=b;"
                                  " protocol=\"application/pgp-encrypted\"\n\n--b\n"
                                  "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
                                  "Content-Type: application/octet-stream\n\nxxxx\n--b--\n")),
        "locked");
    EXPECT_EQ(rejection_of(read_message("To: a@example.org\n\n\n")), "empty");
    const Document empty = document_of(read_message("Subject: only this\n\n\n"));
    EXPECT_EQ(empty.origin.warnings.size(), 1u);
}

TEST(Eml, HandsOverTheMessageAndItsAttachments) {
    const std::vector<Member> members = members_of(EmlReader(), kMixed);
    std::vector<std::string> names;
    for (const Member& member : members) names.push_back(member.name);
    const std::vector<std::string> want = {
        "message", "Bericht März.pdf", "notes.txt", "notes.txt~2", "part-7.eml"};
    EXPECT_EQ(names, want);
    ASSERT_EQ(members.size(), 5u);
    EXPECT_EQ(members[0].media_type, kMessageMediaType);
    EXPECT_EQ(members[0].bytes, kMixed);
    EXPECT_EQ(members[1].bytes, "%PDF-1.4\n");
    EXPECT_EQ(members[2].bytes.substr(0, 8), "attached");
    EXPECT_EQ(members[1].facts.published, "2019-12-31");
    EXPECT_EQ(members[4].bytes.substr(0, 14), "Subject: inner");
}

TEST(Eml, StopsWhereItIsTold) {
    MemorySource source(kMixed);
    std::size_t taken = 0;
    EmlReader().read(source, [&](Member) { return ++taken < 2; });
    EXPECT_EQ(taken, 2u);
}

TEST(Mbox, HandsOverItsMessages) {
    const std::string first = "Subject: one\n\nText.\n\n>From here on.\n>>From there.\n";
    const std::string mailbox = "From a@example.org Mon Nov 23 10:00:00 2026\n" + first + "\n" +
                                "From b@example.org Mon Nov 23 11:00:00 2026\n" + kMixed;
    const std::vector<Member> members = members_of(MboxReader(), mailbox);
    std::vector<std::string> names;
    for (const Member& member : members) names.push_back(member.name);
    const std::vector<std::string> want = {
        "1", "2", "2!/Bericht März.pdf", "2!/notes.txt", "2!/notes.txt~2", "2!/part-7.eml"};
    EXPECT_EQ(names, want);
    const Document document = document_of(read_message(members[0].bytes));
    EXPECT_EQ(document.text, "Text.\n\nFrom here on.\n>From there.");
    EXPECT_EQ(members[1].bytes, kMixed);
}

TEST(Mbox, TakesASentenceForNoMessage) {
    const std::string mailbox =
        "From a@example.org Mon Nov 23 10:00:00 2026\nSubject: one\n\n"
        "Text.\n\nFrom here on, it is text.\n";
    EXPECT_EQ(members_of(MboxReader(), mailbox).size(), 1u);
    EXPECT_TRUE(members_of(MboxReader(), "").empty());
    EXPECT_TRUE(members_of(MboxReader(), "\n\n").empty());
}

TEST(Mail, IsKnownByNameAndBytes) {
    EXPECT_EQ(sniff_media_type("a.eml", "Subject: x\n\nText"), kEmlMediaType);
    EXPECT_EQ(sniff_media_type("a.mbox", "From x"), kMboxMediaType);
    EXPECT_EQ(sniff_media_type("inbox", "From a@b Mon Nov 23 10:00:00 2026\nSubject: x\n"),
              kMboxMediaType);
    EXPECT_EQ(sniff_media_type("letter", "From here: it is\na text"), "text/plain");
}

TEST(Mail, SurvivesDeepNesting) {
    std::string deep = "Subject: deep\n";
    for (int i = 0; i < 5000; ++i) {
        const std::string boundary = std::to_string(i);
        deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
    }
    deep += "Content-Type: text/plain\n\nbottom\n";
    const Extracted extracted = read_message(deep);
    const bool said = std::holds_alternative<Rejection>(extracted) ||
                      !std::get<Document>(extracted).title.empty();
    EXPECT_TRUE(said);
}

}  // namespace
}  // namespace gazette
