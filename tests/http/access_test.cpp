#include "searcher/http/access.h"

#include "searcher/http/access_log.h"
#include "searcher/http/request_target.h"
#include "searcher/http/utf16.h"
#include "tests/http/running_server.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <sys/stat.h>

namespace gazette::test {
namespace {

const std::string kToken = "0123456789abcdef0123456789ABCDEF";

std::filesystem::path write_token(const TempDir& folder,
                                  const std::string& bytes,
                                  mode_t mode = 0600) {
    const auto path = folder / "token";
    std::filesystem::remove(path);
    std::ofstream(path) << bytes;
    chmod(path.c_str(), mode);
    return path;
}

TEST(Token, IsReadFromASafeFileOnly) {
    const TempDir folder;
    EXPECT_EQ(read_token(write_token(folder, kToken + "\n")), kToken);
    EXPECT_EQ(read_token(write_token(folder, kToken + "-._~+/=\r\n", 0400)), kToken + "-._~+/=");
    struct Row {
        std::string bytes;
        mode_t mode;
    };
    for (const Row& row : std::vector<Row>{{kToken, 0640},
                                           {kToken, 0604},
                                           {kToken, 0620},
                                           {kToken.substr(1), 0600},
                                           {"", 0600},
                                           {kToken + " x", 0600},
                                           {kToken + "\n" + kToken, 0600},
                                           {kToken + "ä", 0600},
                                           {std::string(5000, 'a'), 0600}}) {
        EXPECT_THROW(read_token(write_token(folder, row.bytes, row.mode)), std::invalid_argument)
            << row.bytes << " " << row.mode;
    }
    EXPECT_THROW(read_token(folder / "none"), std::invalid_argument);
    EXPECT_THROW(read_token(folder.path()), std::invalid_argument);
}

TEST(Token, IsComparedWhole) {
    EXPECT_TRUE(same_secret(kToken, kToken));
    EXPECT_FALSE(same_secret(kToken, ""));
    EXPECT_FALSE(same_secret(kToken, kToken + kToken));
    EXPECT_FALSE(same_secret(kToken, kToken.substr(1)));
    for (std::size_t i = 0; i < kToken.size(); ++i) {
        std::string other = kToken;
        other[i] = static_cast<char>(other[i] ^ 1);
        EXPECT_FALSE(same_secret(kToken, other)) << i;
    }
}

TEST(Access, NeedsATokenWhereOthersCanReachIt) {
    EXPECT_THROW(access_rules("0.0.0.0", {}), std::invalid_argument);
    EXPECT_THROW(access_rules("::", {}), std::invalid_argument);
    EXPECT_NO_THROW(access_rules("127.0.0.1", {}));
    EXPECT_NO_THROW(access_rules("127.8.8.8", {}));
    EXPECT_NO_THROW(access_rules("::1", {}));
    EXPECT_NO_THROW(access_rules("localhost", {}));
    const TempDir folder;
    const AccessRules rules = access_rules("0.0.0.0", write_token(folder, kToken));
    EXPECT_EQ(rules.token, kToken);
    EXPECT_TRUE(rules.hosts.empty());
}

TEST(Access, AsksForTheTokenOnEveryRequest) {
    const TempDir folder;
    const RunningServer server([&](ServerOptions& options, FakeService&) {
        options.token_file = write_token(folder, kToken);
    });
    for (const std::string target : {"/", "/healthz", "/api/v1/search", "/openapi.json", "/no"}) {
        const RawReply refused = server.get(target);
        EXPECT_EQ(refused.status, 401) << target;
        EXPECT_EQ(refused.header("WWW-Authenticate"), "Bearer");
        EXPECT_NE(refused.body.find("token_required"), std::string::npos);
        EXPECT_NE(server.get(target, "Authorization: Bearer " + kToken + "\r\n").status, 401);
    }
    for (const std::string field : {"Authorization: Bearer x",
                                    "Authorization: Bearer",
                                    "Authorization: Basic 0123456789abcdef0123456789ABCDEF",
                                    "Authorization: 0123456789abcdef0123456789ABCDEF",
                                    "X-Token: 0123456789abcdef0123456789ABCDEF"}) {
        EXPECT_EQ(server.get("/healthz", field + "\r\n").status, 401) << field;
    }
    EXPECT_EQ(server.get("/healthz", "authorization: bearer " + kToken + "\r\n").status, 200);
}

TEST(Access, RefusesNamesThatAreNotThisMachine) {
    const RunningServer server;
    const auto status = [&](const std::string& host) {
        return server.ask("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status;
    };
    for (const std::string host : {"localhost",
                                   "LOCALHOST:1",
                                   "localhost.",
                                   "127.0.0.1",
                                   "127.0.0.1:8080",
                                   "[::1]",
                                   "[::1]:80"}) {
        EXPECT_EQ(status(host), 200) << host;
    }
    for (const std::string host : {"evil.example",
                                   "127.0.0.1.evil.example",
                                   "localhost.evil:80",
                                   "",
                                   ":80",
                                   "[",
                                   "[]",
                                   "[::1",
                                   "127.0.0.2",
                                   "localhost..",
                                   "0",
                                   "a@localhost"}) {
        // "[::1" lacks its bracket, and still names this machine alone.
        EXPECT_EQ(status(host), host == "[::1" ? 200 : 421) << host;
    }
    EXPECT_EQ(server.ask("GET /healthz HTTP/1.0\r\n\r\n").status, 421);
}

TEST(Access, KeepsPagesOfOtherSitesFromTheApi) {
    const RunningServer server;
    EXPECT_EQ(server.get("/api/v1/status", "Sec-Fetch-Site: cross-site\r\n").status, 403);
    EXPECT_EQ(server.get("/", "Sec-Fetch-Site: cross-site\r\n").status, 200);
    EXPECT_EQ(server.get("/api/v1/status", "Sec-Fetch-Site: same-origin\r\n").status, 200);
    EXPECT_EQ(server.get("/api/v1/status", "Sec-Fetch-Site: none\r\n").status, 200);
}

TEST(AccessLog, EscapesWhatCouldForgeALine) {
    struct Row {
        std::string text;
        std::string expected;
    };
    for (const Row& row : std::vector<Row>{{"/a b", "/a b"},
                                           {"a\r\nb\x1B[31m\x7F", "a\\x0d\\x0ab\\x1b[31m\\x7f"},
                                           {"漢字ä", "漢字ä"},
                                           {"a\xC2\x9B"
                                            "b",
                                            "a\\x9bb"},
                                           {"ä\xFF", "\\xc3\\xa4\\xff"}}) {
        EXPECT_EQ(escaped_for_log(row.text), row.expected);
    }
    const std::string cut = escaped_for_log(std::string(999, 'a') + "漢漢漢漢");
    EXPECT_TRUE(is_valid_utf8(cut));
    EXPECT_TRUE(cut.ends_with("漢..."));
}

TEST(AccessLog, HoldsNoQueriesUnlessAsked) {
    for (const bool log_queries : {false, true}) {
        RunningServer server(
            [&](ServerOptions& options, FakeService&) { options.log_queries = log_queries; });
        server.get("/api/v1/search?q=whistleblower");
        server.get("/api/v1/documents/secret-file");
        server.get("/a%0Ab");
        server.ask("BROKEN\r\n\r\n");
        server.get("/api/v1/search?q=throw");
        server.stop();
        std::string all;
        for (const std::string& line : server.log()) {
            EXPECT_EQ(line.find('\n'), std::string::npos);
            all += line + "\n";
        }
        EXPECT_EQ(all.find("whistleblower") != std::string::npos, log_queries) << all;
        EXPECT_EQ(all.find("secret-file") != std::string::npos, log_queries) << all;
        EXPECT_NE(all.find("- - 400 "), std::string::npos) << all;
        EXPECT_NE(all.find("secret of the inside"), std::string::npos) << all;
        if (!log_queries) {
            EXPECT_NE(all.find("GET /api/v1/search 200 "), std::string::npos) << all;
            EXPECT_NE(all.find("GET /api/v1/documents/{id} 200 "), std::string::npos) << all;
            EXPECT_NE(all.find("GET /a\\x0ab 404 "), std::string::npos) << all;
        }
    }
}

}  // namespace
}  // namespace gazette::test
