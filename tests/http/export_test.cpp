// Exports: whole files with a manifest at their end, over the wire piece by piece.
#include "searcher/http/export.h"

#include "indexer/format/stored_document.h"
#include "tests/http/running_server.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include <array>
#include <chrono>
#include <sstream>
#include <sys/socket.h>
#include <thread>

namespace gazette::test {
namespace {

std::string hash_of(std::string_view bytes) {
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    std::ostringstream hex;
    for (const unsigned char byte : canonical.digest) {
        hex << std::hex << (byte >> 4U) << (byte & 15U);
    }
    return hex.str();
}

Hit hit_with_title(const std::string& title) {
    Hit hit;
    hit.id = "a";
    hit.title = title;
    hit.kind = "law";
    hit.date = parse_iso_date("2019-05").value();
    hit.snippets.push_back({{}, 0, 3, {{"a", false}, {"b\nc", true}}});
    return hit;
}

std::string written(ExportFormat format, const std::vector<std::string>& titles) {
    ExportWriter writer(format, {});
    std::string file = writer.header();
    for (const std::string& title : titles) file += writer.record(hit_with_title(title));
    SearchResponse about;
    about.total = titles.size();
    about.query.input = "{un\"paired";
    return file + writer.manifest(about, "2026");
}

// The whole answer, its chunks put together; nothing where the last one is missing.
std::optional<std::string> unchunked(const std::string& bytes) {
    std::size_t at = bytes.find("\r\n\r\n") + 4;
    std::string body;
    for (;;) {
        const auto end = bytes.find("\r\n", at);
        if (end == std::string::npos) return std::nullopt;
        const std::size_t size = std::stoul(bytes.substr(at, end - at), nullptr, 16);
        if (size == 0) return body;
        if (bytes.size() < end + 2 + size) return std::nullopt;
        body += bytes.substr(end + 2, size);
        at = end + 2 + size + 2;
    }
}

std::string raw(const RunningServer& server, const std::string& target, const char* version) {
    RawClient client(server.port());
    client.send("GET " + target + " HTTP/" + version +
                "\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    return client.read_all();
}

TEST(Export, CellsThatASpreadsheetWouldRunAreMadeHarmless) {
    struct Row {
        std::string title;
        std::string cell;
    };
    const std::vector<Row> rows = {{"plain", "\"plain\""},
                                   {"=1+1", "\"'=1+1\""},
                                   {"+1", "\"'+1\""},
                                   {"-1", "\"'-1\""},
                                   {"@SUM(A1)", "\"'@SUM(A1)\""},
                                   {"\tx", "\"'\tx\""},
                                   {"\rx", "\"'\rx\""},
                                   {"'x", "\"''x\""},
                                   {"a=1", "\"a=1\""},
                                   {"a \"b\", c", "\"a \"\"b\"\", c\""},
                                   {"", ""}};
    for (const Row& row : rows) {
        EXPECT_NE(std::string::npos,
                  written(ExportFormat::csv, {row.title}).find("\"hit\",\"a\"," + row.cell + ","))
            << written(ExportFormat::csv, {row.title});
    }
}

TEST(Export, ManifestHasTheHashOfAllBeforeIt) {
    const std::string lines = written(ExportFormat::json_lines, {"x", "y"});
    const auto at = lines.rfind("{\"manifest\":");
    ASSERT_NE(std::string::npos, at);
    const auto manifest = nlohmann::json::parse(lines.substr(at)).at("manifest");
    EXPECT_EQ(hash_of(lines.substr(0, at)), manifest.at("xxh3_128"));
    EXPECT_EQ(2, manifest.at("records"));
    EXPECT_EQ(2, manifest.at("total"));
    EXPECT_EQ("{un\"paired", manifest.at("query"));
}

TEST(Export, RecordsOfRisAndBibtexCannotBeBrokenOutOf) {
    const std::string ris = written(ExportFormat::ris, {"x\r\nER  - \r\nTY  - GEN"});
    EXPECT_NE(std::string::npos, ris.find("TI  - x  ER  -   TY  - GEN\r\n")) << ris;
    EXPECT_NE(std::string::npos, ris.find("DA  - 2019/05/\r\n"));
    EXPECT_NE(std::string::npos, ris.find("TY  - STAT\r\n"));
    const std::string bib = written(ExportFormat::bibtex, {"x}, url = {\\evil} $&#_%"});
    EXPECT_NE(std::string::npos,
              bib.find("title = {x\\}, url = \\{\\textbackslash{}evil\\} \\$\\&\\#\\_\\%},"))
        << bib;
    EXPECT_NE(std::string::npos, bib.find("\\u007bun"));
}

TEST(Export, IsStreamedToItsLastRecord) {
    const RunningServer server(
        [](ServerOptions&, FakeService& service) { service.stream_hits = 1000; });
    const std::string answer = raw(server, "/api/v1/export?q=a&format=jsonl", "1.1");
    EXPECT_NE(std::string::npos, answer.find("Transfer-Encoding: chunked\r\n"));
    EXPECT_EQ(std::string::npos, answer.find("Content-Length"));
    const auto body = unchunked(answer);
    ASSERT_TRUE(body.has_value());
    EXPECT_EQ(1001, std::count(body->begin(), body->end(), '\n'));
    const auto at = body->rfind("{\"manifest\":");
    const auto manifest = nlohmann::json::parse(body->substr(at)).at("manifest");
    EXPECT_EQ(1000, manifest.at("records"));
    EXPECT_EQ(hash_of(body->substr(0, at)), manifest.at("xxh3_128"));
    EXPECT_EQ("2026-05-07T10:00:00Z", manifest.at("published_at"));
    // A client that knows no chunks gets the same, up to the end of the connection.
    const std::string old = raw(server, "/api/v1/export?q=a&format=csv", "1.0");
    EXPECT_EQ(std::string::npos, old.find("chunked"));
    EXPECT_NE(std::string::npos, old.find("\r\n\"manifest\","));
}

TEST(Export, OneThatBreaksOffIsSeenToBeBroken) {
    const RunningServer server(
        [](ServerOptions&, FakeService& service) { service.stream_hits = 200; });
    const std::string answer = raw(server, "/api/v1/export?q=break&format=csv", "1.1");
    EXPECT_NE(std::string::npos, answer.find("\"hit\""));
    EXPECT_EQ(std::string::npos, answer.find("manifest"));
    EXPECT_EQ(std::string::npos, answer.find("secret"));
    EXPECT_FALSE(unchunked(answer).has_value());
    EXPECT_EQ(200, server.get("/healthz").status);
}

TEST(Export, LeavesTheConnectionForTheNextRequest) {
    const RunningServer server;
    RawClient client(server.port());
    client.send(
        "GET /api/v1/export?q=a&format=ris HTTP/1.1\r\nHost: localhost\r\n\r\n"
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const std::string bytes = client.read_all();
    EXPECT_NE(std::string::npos, bytes.find("\r\n0\r\n\r\nHTTP/1.1 200"));
    EXPECT_TRUE(bytes.ends_with("ok\n"));
}

TEST(Export, OnlySoManyAreUnderWayAtOnce) {
    const RunningServer server([](ServerOptions&, FakeService& service) {
        service.stream_hits = 2'000'000;  // more than the sockets between us hold
    });
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < http_limits::kMaxExports; ++i) {
        slow.push_back(std::make_unique<RawClient>(server.port()));
        slow.back()->send("GET /api/v1/export?q=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
        ASSERT_TRUE(slow.back()->read_some().starts_with("HTTP/1.1 200"));
    }
    const RawReply refused = server.get("/api/v1/export?q=a");
    EXPECT_EQ(503, refused.status);
    EXPECT_NE(std::string::npos, refused.body.find("too_many_exports"));
    EXPECT_EQ(200, server.get("/api/v1/search?q=a").status);
}

TEST(Export, ThoseThatAreReadTooSlowlyLoseTheirPlaces) {
    using namespace std::chrono_literals;
    for (const bool by_piece : {true, false}) {
        const RunningServer server([&](ServerOptions& options, FakeService& service) {
            service.stream_hits = 2'000'000;  // more than the sockets between us hold
            options.timeouts.stall = 1h;
            (by_piece ? options.timeouts.piece : options.timeouts.stream) = 200ms;
        });
        std::vector<std::unique_ptr<RawClient>> slow;
        for (int i = 0; i < http_limits::kMaxExports; ++i) {
            slow.push_back(std::make_unique<RawClient>(server.port()));
            slow.back()->send("GET /api/v1/export?q=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        int status = 503;
        for (int tries = 0; tries < 500 && status != 200; ++tries) {
            std::array<char, 4096> some{};
            for (const auto& client : slow) {
                recv(client->descriptor(), some.data(), by_piece ? 64 : some.size(), MSG_DONTWAIT);
            }
            std::this_thread::sleep_for(20ms);
            RawClient other(server.port());
            other.send(
                "HEAD /api/v1/export?q=a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            status = other.read_all().starts_with("HTTP/1.1 200") ? 200 : 503;
        }
        EXPECT_EQ(200, status) << by_piece;
    }
}

TEST(Export, RefusesWhatIsNoExport) {
    const RunningServer server;
    EXPECT_EQ(400, server.get("/api/v1/export?format=pdf").status);
    EXPECT_EQ(400, server.get("/api/v1/export?q=%22x").status);
    EXPECT_EQ(400, server.get("/api/v1/export?limit=5").status);
    const RawReply head = server.ask("HEAD /api/v1/export?q=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(200, head.status);
}

TEST(Feed, IsAtomOfTheNewestHits) {
    const RunningServer server;
    const RawReply reply = server.get("/api/v1/feed?q=%3Cx%3E&kind=law");
    EXPECT_EQ(200, reply.status);
    EXPECT_EQ("application/atom+xml; charset=utf-8", reply.header("Content-Type"));
    EXPECT_TRUE(reply.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns="));
    EXPECT_NE(std::string::npos, reply.body.find("<title>Gazette: &lt;x&gt;</title>"));
    EXPECT_NE(std::string::npos, reply.body.find("<updated>2019-05-01T00:00:00Z</updated>"));
    EXPECT_NE(std::string::npos,
              reply.body.find("href=\"http://localhost/?doc=law%2F2019%2F%C3%A4%205\""));
    EXPECT_NE(std::string::npos, reply.body.find("<updated>2026-05-07T10:00:00Z</updated>"));
    EXPECT_EQ(400, server.get("/api/v1/feed?sort=oldest").status);
}

TEST(Feed, OpenSearchTellsABrowserWhereToAsk) {
    const RunningServer server;
    const RawReply reply = server.get("/opensearch.xml");
    EXPECT_EQ(200, reply.status);
    EXPECT_EQ("application/opensearchdescription+xml", reply.header("Content-Type"));
    EXPECT_NE(std::string::npos, reply.body.find("template=\"http://localhost/?q={searchTerms}\""));
}

}  // namespace
}  // namespace gazette::test
