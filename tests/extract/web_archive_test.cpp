// WARC and ARC: records, HTTP bodies, and what is wrong in real and in hostile files.
#include "indexer/extract/arc.h"
#include "indexer/extract/content_coding.h"
#include "indexer/extract/http_response.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/warc.h"
#include "tests/extract/members.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

#include <zlib.h>

namespace gazette {
namespace {

using test::members_of;
using test::repeated;
using Lines = std::vector<std::string>;

const WarcReader warc;
const ArcReader arc;

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string http(std::string_view headers, std::string_view body) {
    return "HTTP/1.1 200 OK\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

std::string record(std::string_view type,
                   std::string_view url,
                   std::string_view block,
                   std::string_view more = "",
                   std::string_view length = "") {
    std::string out = "WARC/1.0\r\nWARC-Type: " + std::string(type) +
                      "\r\nWARC-Target-URI: " + std::string(url) +
                      "\r\nWARC-Date: 2019-11-20T10:11:12Z\r\n" + std::string(more);
    out += type == "response" ? "Content-Type: application/http; msgtype=response\r\n" : "";
    out +=
        "Content-Length: " + (length.empty() ? std::to_string(block.size()) : std::string(length));
    return out + "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

std::string page(std::string_view url, std::string_view more = "", std::string_view length = "") {
    return record(
        "response",
        url,
        http("Content-Type: text/html; charset=utf-8\r\n", "<p>page of " + std::string(url)),
        more,
        length);
}

TEST(Warc, HandsOverCapturesAndCountsTheRest) {
    const std::string bytes =
        record("warcinfo", "", "software: x") + page("http://a.example/1") +
        record("request", "http://a.example/1", "GET / HTTP/1.1\r\n\r\n") +
        record("resource", "http://a.example/2", "plain words", "Content-Type: text/plain\r\n") +
        record("conversion", "http://a.example/3", "# words", "Content-Type: text/markdown\r\n") +
        record("metadata", "http://a.example/1", "via: x") +
        record("resource", "metadata://gnu.org/software/wget/warc/wget.log", "log") +
        page("http://a.example/1");
    const Lines lines = {
        "20191120101112/http://a.example/1 | text/html | 29",
        "20191120101112/http://a.example/2 | text/plain | 11",
        "20191120101112/http://a.example/3 | text/markdown | 7",
        "20191120101112/http://a.example/1~2 | text/html | 29",
        "(other records) | skipped no_document: records that hold no document: 2 metadata, 1 "
        "request, 1 "
        "warcinfo",
    };
    // However the bytes come, and whether each record is a gzip member, or all are in one.
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
        EXPECT_EQ(members_of(warc, bytes, piece).lines(), lines) << piece;
        EXPECT_EQ(members_of(warc, gzip(bytes), piece).lines(), lines) << piece;
    }
    std::string members;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t next = std::min(bytes.find("WARC/1.0", at + 1), bytes.size());
        members += gzip(bytes.substr(at, next - at));
        at = next;
    }
    const test::Members found = members_of(warc, members, 100);
    EXPECT_EQ(found.lines(), lines);
    EXPECT_EQ(found.problem, "");
    EXPECT_EQ(found.members[0].facts.url, "http://a.example/1");
    EXPECT_EQ(found.members[0].facts.charset, "utf-8");
    EXPECT_EQ(found.members[0].facts.fetched, "2019-11-20T10:11:12Z");
    EXPECT_TRUE(found.members[0].facts.warnings.empty());
}

TEST(Warc, ReadsLinesAsOldAndOddWritersMakeThem) {
    const std::string bytes =
        "WARC/0.17\nwarc-type: resource\nWarc-Target-Uri: <http://a.example/x y>\n"
        "Warc-Date: 2008-04-30T20:48:25Z\nContent-Type: text/plain;\n charset=koi8-r\n"
        "Content-Length: 5\n\nwords\n\n\n\n";
    const test::Members found = members_of(warc, bytes);
    EXPECT_EQ(found.lines(), Lines{"20080430204825/http://a.example/x y | text/plain | 5"});
    EXPECT_EQ(found.members[0].facts.charset, "koi8-r");
    EXPECT_EQ(found.problem, "");
}

TEST(Warc, SaysWhyACaptureIsNoDocument) {
    const std::string bytes =
        record("response", "http://a.example/gone", "HTTP/1.1 404 Not Found\r\n\r\n<p>no") +
        record("response",
               "http://a.example/old",
               "HTTP/1.1 301 Moved\r\nLocation: http://a.example/new\r\n\r\n") +
        record("response", "http://a.example/i", http("Content-Type: image/png\r\n", "x")) +
        record("response", "http://a.example/empty", http("", "")) +
        record(
            "response", "http://a.example/odd", http("Content-Encoding: odd\r\n", "\xFF\xFE\x01"));
    EXPECT_EQ(
        members_of(warc, bytes).lines(),
        (Lines{
            "20191120101112/http://a.example/gone | skipped http_status: HTTP status 404 Not Found",
            "20191120101112/http://a.example/old | skipped http_status: HTTP status 301 Moved, see "
            "http://a.example/new",
            "20191120101112/http://a.example/i | skipped no_document: no document: image/png",
            "20191120101112/http://a.example/empty | empty: the capture has no body",
            "20191120101112/http://a.example/odd | unsupported_format: content coding "
            "\"odd\" is not known",
        }));
}

TEST(Warc, FindsWhatARevisitRefersTo) {
    const std::string bytes =
        page("http://a.example/1", "WARC-Payload-Digest: sha1:AAA\r\n") +
        record("revisit", "http://a.example/1", "", "WARC-Payload-Digest: sha1:AAA\r\n") +
        record("revisit",
               "http://a.example/2",
               "",
               "WARC-Payload-Digest: sha1:BBB\r\nWARC-Refers-To-Target-URI: http://b.example/\r\n"
               "WARC-Refers-To-Date: 2001-01-01T00:00:00Z\r\n");
    const Lines lines = members_of(warc, bytes).lines();
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines[1],
              "20191120101112/http://a.example/1~2 | skipped revisit: the same content as "
              "20191120101112/http://a.example/1");
    EXPECT_EQ(lines[2],
              "20191120101112/http://a.example/2 | skipped revisit: the same content as an earlier "
              "capture "
              "that is not in this file: http://b.example/ of 2001-01-01T00:00:00Z");
}

TEST(Warc, TakesTheTypeFromBytesBeforeTheServersWord) {
    struct Row {
        const char* url;
        const char* type;
        std::string body;
        const char* media_type;
    };
    const Row rows[] = {
        {"http://a.example/x.php?f=y.pdf", "text/html", "<p>x", "text/html"},
        {"http://a.example/x.php", "", "<!DOCTYPE html><p>x", "text/html"},
        {"http://a.example/", "application/octet-stream", "<html><p>x", "text/html"},
        {"http://a.example/x.md", "", "# x", "text/markdown"},
        {"http://a.example/x", "text/html", "PK\x03\x04xx", "application/zip"},
        {"http://a.example/x", "text/plain", "words", "text/plain"},
        {"http://a.example", "application/xhtml+xml", "<?xml version='1.0'?><html/>", "text/html"},
    };
    for (const Row& row : rows) {
        const std::string header = "Content-Type: " + std::string(row.type) + "\r\n";
        const auto found = members_of(warc, record("response", row.url, http(header, row.body)));
        ASSERT_EQ(found.members.size(), 1u);
        EXPECT_EQ(found.members[0].media_type, row.media_type) << row.url << " " << row.type;
    }
}

TEST(Warc, GoesOnBehindAWrongLength) {
    for (const char* wrong : {"1", "100", "400", "60000000", "-5", "x", "99999999999999999999"}) {
        const test::Members found =
            members_of(warc,
                       page("http://a.example/1") + page("http://a.example/2", "", wrong) +
                           page("http://a.example/3") + page("http://a.example/4"));
        const Lines lines = found.lines();
        ASSERT_EQ(lines.size(), 4u) << wrong;
        EXPECT_EQ(lines[3], "20191120101112/http://a.example/4 | text/html | 29") << wrong;
        EXPECT_EQ(lines[2], "20191120101112/http://a.example/3 | text/html | 29") << wrong;
        // The second is said to be damaged, in one way or the other.
        EXPECT_TRUE(!found.members[1].facts.warnings.empty() || !found.members[1].why_not.empty())
            << wrong;
        EXPECT_NE(found.problem, "") << wrong;
    }
}

TEST(Warc, GoesOnBehindADamagedGzipMember) {
    const std::string first = gzip(page("http://a.example/1"));
    std::string second = gzip(page("http://a.example/2"));
    const std::string third = gzip(page("http://a.example/3"));
    for (std::size_t i = 20; i < 60; ++i) second[i] = static_cast<char>(~second[i]);
    const test::Members found = members_of(warc, first + second + third, 50);
    ASSERT_GE(found.members.size(), 2u);
    EXPECT_EQ(found.members.front().name, "20191120101112/http://a.example/1");
    EXPECT_EQ(found.lines().back(), "20191120101112/http://a.example/3 | text/html | 29");
    EXPECT_NE(found.problem.find("damaged"), std::string::npos) << found.problem;
}

TEST(Warc, ReadsACutFileAsFarAsItGoes) {
    const std::string whole = page("http://a.example/1") + page("http://a.example/2");
    for (std::size_t size = 0; size < whole.size() - 4; ++size) {
        const test::Members found = members_of(warc, whole.substr(0, size));
        const std::size_t first_end = page("http://a.example/1").size() - 4;
        if (size >= first_end) {
            ASSERT_FALSE(found.members.empty()) << size;
            EXPECT_TRUE(found.members[0].facts.warnings.empty()) << size;
        }
        const bool at_a_border = size == 0 || (size >= first_end && size <= first_end + 4);
        EXPECT_EQ(found.problem.empty(), at_a_border) << size << " " << found.problem;
    }
    const std::string packed = gzip(whole);
    for (std::size_t size = 20; size < packed.size(); size += 7) {
        EXPECT_NE(members_of(warc, packed.substr(0, size)).problem, "") << size;
    }
}

TEST(Warc, KeepsMemoryAndTimeBounded) {
    using namespace extract_limits;
    // A record of more bytes than are taken, and a bomb of one gzip member.
    const std::string large =
        record("resource", "http://a.example/1", std::string(kMaxWebRecordBytes + 1, 'a'));
    const test::Members too_large = members_of(warc, large + page("http://a.example/2"));
    ASSERT_EQ(too_large.members.size(), 2u);
    EXPECT_EQ(name_of(too_large.members[0].why_not_code), "too_large");
    EXPECT_EQ(too_large.members[1].bytes.size(), 29u);
    const test::Members bomb = members_of(warc, gzip(large));
    EXPECT_NE(bomb.problem.find("200:1"), std::string::npos) << bomb.problem;
    // Heads without end.
    std::string head = "WARC/1.0\r\nWARC-Target-URI: http://a.example/\r\n";
    const test::Members endless =
        members_of(warc, head + repeated("X-Header: y\r\n", 100000) + "\r\n");
    EXPECT_EQ(endless.lines(),
              Lines{"http://a.example/ | damaged: the record's head is cut or too long"});
    // Each record says that it goes on to the end of the file.
    std::string lying;
    for (int i = 0; i < 1000; ++i) lying += page("http://a.example/", "", "60000000");
    EXPECT_EQ(members_of(warc, lying).members.size(), 1000u);
    EXPECT_TRUE(members_of(warc, repeated("\n", 1000000)).members.empty());
    EXPECT_NE(members_of(warc, repeated("WARC/\n", 100000)).problem, "");
}

TEST(Arc, ReadsBothVersions) {
    const std::string response = http("Content-Type: text/html\r\n", "<p>x");
    const std::string size = std::to_string(response.size());
    const std::string bytes =
        "filedesc://x.arc 0.0.0.0 20010101000000 text/plain 4\n1 0 \n\n"
        "http://a.example/1 1.2.3.4 20010102030405 text/html " +
        size + "\n" + response +
        "\n"
        "http://a.example/a b 1.2.3.4 20010102030405 text/html 200 - - 7 x.arc " +
        size + "\n" + response +
        "\n"
        "dns:a.example 1.2.3.4 20010102030405 text/dns 3\n123\n"
        "http://a.example/3 - 20010102030405 text/plain 5\nwords\n";
    const Lines lines = {
        "20010102030405/http://a.example/1 | text/html | 4",
        "20010102030405/http://a.example/a b | text/html | 4",
        "20010102030405/http://a.example/3 | text/plain | 5",
        "(other records) | skipped no_document: records that hold no document: 1 dns, 1 filedesc",
    };
    const test::Members found = members_of(arc, bytes, 3);
    EXPECT_EQ(found.lines(), lines);
    EXPECT_EQ(found.problem, "");
    EXPECT_EQ(found.members[0].facts.fetched, "2001-01-02T03:04:05Z");
    EXPECT_EQ(members_of(arc, gzip(bytes)).lines(), lines);
}

TEST(Arc, GoesOnBehindAWrongLength) {
    for (const char* wrong : {"2", "-1", "abc", "99999999999999999999999"}) {
        const test::Members found = members_of(
            arc,
            "http://a.example/1 1.2.3.4 20010102030405 text/plain " + std::string(wrong) +
                "\nwords\nhttp://a.example/2 1.2.3.4 20010102030405 text/plain 5\nwords\n");
        ASSERT_EQ(found.members.size(), 2u) << wrong;
        EXPECT_EQ(found.members[1].bytes, "words");
        EXPECT_NE(found.problem, "") << wrong;
    }
}

TEST(HttpResponse, UndoesChunksAndCodings) {
    struct Row {
        std::string headers;
        std::string body;
        std::string want;
        std::size_t warnings;
    };
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    const std::string packed = gzip("hello");
    const Row rows[] = {
        {"", "hello", "hello", 0},
        {chunked, "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n", "hello", 0},
        {chunked, "5\nhello\n0\n", "hello", 0},
        {chunked, "hello", "hello", 0},
        {chunked, "2\r\nhe\r\n30\r\nllo", "hello", 1},
        {chunked, "2\r\nhe\r\nzz\r\n", "hezz\r\n", 1},
        {chunked, "5\r\nhello", "hello", 1},
        {chunked, "ffffffffffffffff\r\nhello", "hello", 1},
        {"Content-Encoding: gzip\r\n", packed, "hello", 0},
        {"Content-Encoding: GZIP\r\n", packed + packed, "hellohello", 0},
        {"Content-Encoding: gzip, gzip\r\n", gzip(packed), "hello", 0},
        {"Content-Encoding: deflate\r\n", packed.substr(10, packed.size() - 18), "hello", 0},
        {"Content-Encoding: br\r\n", "\x0B\x02\x80hello\x03", "hello", 0},
        {"Content-Encoding: identity\r\n", "hello", "hello", 0},
        {"Content-Encoding: gzip\r\n", "hello", "hello", 1},
        {"Content-Encoding: utf-8\r\n", "hello", "hello", 1},
    };
    for (const Row& row : rows) {
        const HttpResponse response = read_http_response(http(row.headers, row.body));
        EXPECT_EQ(response.body, row.want) << row.headers << row.body;
        EXPECT_EQ(response.warnings.size(), row.warnings) << row.headers << row.body;
        EXPECT_EQ(response.why_not, "") << row.headers;
    }
    const std::string long_text = repeated("words of a long text ", 10000);
    const std::string cut = gzip(long_text).substr(0, 300);
    const HttpResponse response = read_http_response(http("Content-Encoding: gzip\r\n", cut));
    EXPECT_TRUE(long_text.starts_with(response.body));
    EXPECT_FALSE(response.body.empty());
    EXPECT_EQ(response.warnings.size(), 1u);
}

TEST(HttpResponse, RefusesBombs) {
    const auto why = [](const std::string& headers, const std::string& body) {
        return read_http_response(http(headers, body)).why_not;
    };
    const std::string bomb = gzip(std::string(20u << 20, '\0'));
    EXPECT_NE(why("Content-Encoding: gzip\r\n", bomb).find("200:1"), std::string::npos);
    EXPECT_NE(why("Content-Encoding: gzip, gzip\r\n", gzip(bomb)).find("200:1"), std::string::npos);
    EXPECT_NE(why("Content-Encoding: gzip, gzip, gzip, gzip, gzip\r\n", "x").find("5 content"),
              std::string::npos);
    EXPECT_NE(why(repeated("X: y\r\n", 20000), "x").find("65536"), std::string::npos);
    EXPECT_EQ(read_http_response("HTTP/1.1 99999 x\r\n\r\n").status, 0);
    // A million chunks of one byte.
    const std::string many =
        http("Transfer-Encoding: chunked\r\n", repeated("1\r\na\r\n", 1000000) + "0\r\n\r\n");
    EXPECT_EQ(read_http_response(many).body.size(), 1000000u);
}

TEST(HttpResponse, ReadsContentTypes) {
    const auto type = [](std::string_view value) {
        const ContentType read = parse_content_type(value);
        return read.type + "|" + read.charset;
    };
    EXPECT_EQ(type("Text/HTML; charset=\"UTF-8\""), "text/html|utf-8");
    EXPECT_EQ(type("text/html;charset = big5 ; x=y"), "text/html|big5");
    EXPECT_EQ(type("text/html; charset="), "text/html|");
    EXPECT_EQ(type(""), "|");
}

// What each of the samples holds, as a person sees in it.
TEST(WebArchives, RealSamplesAreRead) {
    const auto folder = test::shared_data() / "archives" / "format-samples.tar.zst";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no archive beside the repository";
    struct Row {
        const char* file;
        std::size_t documents;
        bool has_problem;
    };
    const Row rows[] = {
        {"bad.arc", 1, true},
        {"example-bad-non-chunked.warc.gz", 1, false},
        {"example-bad.warc.gz.bad", 1, false},
        {"example-digest.warc", 0, false},
        {"example-iana.org-chunked.warc", 1, false},
        {"example-resource.warc.gz", 1, false},
        {"example-space-in-target-uri.warc.gz", 0, false},
        {"example-space-in-url.arc", 1, true},
        {"example-trunc.warc", 1, true},
        {"example-wget-bad-target-uri.warc.gz", 1, false},
        {"example-wrong-chunks.warc.gz", 1, false},
        {"example.arc", 1, false},
        {"example.arc.gz", 1, false},
        {"example.warc", 1, false},
        {"example.warc.gz", 1, false},
        {"post-test.warc.gz", 3, false},
    };
    for (const Row& row : rows) {
        const std::string command =
            "tar --zstd -xOf '" + folder.string() + "' format-samples/warcio/test/data/" + row.file;
        std::string bytes;
        FILE* pipe = popen(command.c_str(), "r");
        ASSERT_NE(pipe, nullptr);
        char buffer[4096];
        for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
            bytes.append(buffer, got);
        }
        ASSERT_EQ(pclose(pipe), 0) << row.file;
        const std::string_view name = row.file;
        const ContainerReader& reader = name.find(".arc") == std::string_view::npos
                                            ? static_cast<const ContainerReader&>(warc)
                                            : arc;
        const test::Members found = members_of(reader, bytes);
        std::size_t documents = 0;
        for (const Member& member : found.members) {
            if (!member.why_not.empty()) continue;
            ++documents;
            if (member.media_type != "text/html") continue;
            EXPECT_NE(member.bytes.find("</html>"), std::string::npos) << name;
        }
        EXPECT_EQ(documents, row.documents) << name;
        EXPECT_EQ(!found.problem.empty(), row.has_problem) << name << ": " << found.problem;
    }
}

}  // namespace
}  // namespace gazette
