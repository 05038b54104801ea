// The program itself: gazette serve over a real index, from its first line to its exit status.
#include "tests/http/process.h"
#include "tests/http/schema_check.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace gazette::test {
namespace {

class Serve : public testing::Test {
  protected:
    void SetUp() override {
        build_index(
            index(),
            {make_document(
                 "law/1", "zh", "數據條例", "個人資料。😀 《條例》適用於資料使用者。", "2019-05-07"),
             make_document("b c", "en", "Data protection", "The duty of care applies."),
             make_document("ü", "de", "Gesetz", "Die Pflicht zur Sorgfalt.", "2020")},
            2);
    }
    std::string index() const { return folder_ / "index"; }

    TempDir folder_;
};

TEST_F(Serve, AnswersFromARealIndexUntilItIsToldToStop) {
    for (const int signal : {SIGTERM, SIGINT}) {
        Process server({"serve", "--index", index(), "--port", "0"});
        const std::string line = server.line();
        const int port = port_in(line);
        EXPECT_EQ(
            line,
            "Gazette serves " + index() + " on http://127.0.0.1:" + std::to_string(port) + "/");
        httplib::Client client("127.0.0.1", port);
        const auto get = [&](const std::string& target, const std::string& schema) {
            const auto result = client.Get(target);
            if (!result) throw std::runtime_error("no answer to " + target);
            EXPECT_EQ(schema_errors(schema, result->body), "") << target << "\n" << result->body;
            return nlohmann::json::parse(result->body);
        };
        EXPECT_EQ(get("/api/v1/search", "search_response.schema.json").at("total").at("value"), 3);
        // Simplified finds Traditional.
        const auto hits = get("/api/v1/search?q=%E8%B5%84%E6%96%99", "search_response.schema.json");
        ASSERT_EQ(hits.at("hits").size(), 1U);
        EXPECT_EQ(hits.at("hits")[0].at("id"), "law/1");
        EXPECT_EQ(hits.at("hits")[0].at("date"), "2019-05-07");

        const auto document = get("/api/v1/documents/law%2F1?q=%22%E6%9D%A1%E4%BE%8B%22",
                                  "document_response.schema.json");
        const std::string text = document.at("text");
        ASSERT_FALSE(document.at("spans").empty());
        const auto& span = document.at("spans")[0];
        const std::size_t begin = span.at("begin");
        EXPECT_EQ(text.substr(begin, span.at("end").get<std::size_t>() - begin), "條例");
        EXPECT_EQ(span.at("utf16_begin"),
                  9);  // five characters, an emoji of two units, a space, 《
        EXPECT_EQ(get("/api/v1/documents/b%20c", "document_response.schema.json").at("id"), "b c");
        EXPECT_EQ(get("/api/v1/documents/%C3%BC", "document_response.schema.json").at("id"), "ü");
        EXPECT_EQ(get("/api/v1/documents/nobody", "problem.schema.json").at("code"),
                  "document_not_found");
        get("/api/v1/explain?q=duty+AND+care", "explain_response.schema.json");
        EXPECT_EQ(get("/api/v1/status", "status_response.schema.json").at("documents"), 3);
        EXPECT_EQ(get("/api/v1/search?q=%F0%9F%98%80+%28a", "problem.schema.json")
                      .at("place")
                      .at("utf16_begin"),
                  3);
        EXPECT_EQ(client.Get("/")->status, 200);

        server.send_signal(signal);
        EXPECT_EQ(server.wait(), 0);
        const std::string log = server.errors();
        EXPECT_NE(log.find("GET /api/v1/search 200 "), std::string::npos) << log;
        EXPECT_EQ(log.find("q="), std::string::npos) << log;
    }
}

TEST_F(Serve, HasFiguresOfTheLedgerAndAnAuditLogOnRequest) {
    const std::string made = folder_ / "made";
    std::ofstream(folder_ / "a.txt") << "The duty of care applies.";
    std::ofstream(folder_ / "b.jsonl") << "broken\n";
    Process indexer({"index", "--index", made, folder_ / "a.txt", folder_ / "b.jsonl"});
    ASSERT_EQ(indexer.wait(), 0) << indexer.errors();
    const std::filesystem::path audit = folder_ / "audit.jsonl";
    Process server({"serve",
                    "--index",
                    made,
                    "--port",
                    "0",
                    "--log-format",
                    "json",
                    "--audit-log",
                    audit.string()});
    httplib::Client client("127.0.0.1", port_in(server.line()));
    ASSERT_EQ(client.Get("/api/v1/search?q=duty")->status, 200);
    const std::string figures = client.Get("/metrics")->body;
    EXPECT_NE(figures.find("gazette_ledger_inputs{outcome=\"indexed\"} 1\n"), std::string::npos)
        << figures;
    EXPECT_NE(figures.find("gazette_ledger_inputs{outcome=\"rejected\"} 1\n"), std::string::npos);
    server.send_signal(SIGTERM);
    EXPECT_EQ(server.wait(), 0);
    std::istringstream log(server.errors());
    std::string line;
    std::getline(log, line);
    EXPECT_EQ(nlohmann::json::parse(line).at("path"), "/api/v1/search");

    std::ifstream lines(audit);
    std::getline(lines, line);
    EXPECT_EQ(nlohmann::json::parse(line).at("target"), "/api/v1/search?q=duty");
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(audit).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(Serve, TakesInTokensAtHangupAndServesOn) {
    const std::string tokens = folder_ / "tokens";
    const auto token_of = [&](const std::string& name) {
        Process process({"token", "--tokens", tokens, "add", name});
        const std::string token = process.line();
        EXPECT_EQ(process.wait(), 0) << process.errors();
        return token;
    };
    const std::string first = token_of("first");
    const std::string audit = folder_ / "audit.jsonl";
    Process server(
        {"serve", "--index", index(), "--port", "0", "--tokens", tokens, "--audit-log", audit});
    httplib::Client client("127.0.0.1", port_in(server.line()));
    const auto status = [&](const std::string& token) {
        client.set_bearer_token_auth(token.c_str());
        return client.Get("/api/v1/status")->status;
    };
    EXPECT_EQ(status(first), 200);
    EXPECT_EQ(status("nobody"), 401);

    const std::string second = token_of("second");
    Process revoke({"token", "--tokens", tokens, "revoke", "first"});
    EXPECT_EQ(revoke.wait(), 0);
    EXPECT_EQ(status(first), 200);  // not yet
    std::filesystem::rename(audit, audit + ".1");
    server.send_signal(SIGHUP);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (status(second) != 200 && std::chrono::steady_clock::now() < deadline) {
    }
    EXPECT_EQ(status(second), 200);
    EXPECT_EQ(status(first), 401);

    // What is wrong changes nothing.
    std::ofstream(tokens, std::ios::trunc) << "{";
    server.send_signal(SIGHUP);
    EXPECT_EQ(status(second), 200);
    server.send_signal(SIGTERM);
    EXPECT_EQ(server.wait(), 0);
    const std::string log = server.errors();
    EXPECT_NE(log.find("\nreloaded: "), std::string::npos) << log;
    EXPECT_TRUE(std::filesystem::exists(audit));
    EXPECT_TRUE(std::filesystem::exists(audit + ".1"));
}

TEST_F(Serve, LimitsATokenToItsCollections) {
    const std::string made = folder_ / "made";
    for (const std::string name : {"open", "sealed"}) {
        const std::string file = folder_ / (name + ".txt");
        std::ofstream(file) << "The duty of care in the " + name + " file.";
        Process indexer({"index", "--index", made, "--collection", name, file});
        ASSERT_EQ(indexer.wait(), 0) << indexer.errors();
    }
    const std::string tokens = folder_ / "tokens";
    Process add({"token", "--tokens", tokens, "add", "part", "--collections", "open"});
    const std::string token = add.line();
    ASSERT_EQ(add.wait(), 0);
    Process server({"serve", "--index", made, "--port", "0", "--tokens", tokens});
    httplib::Client client("127.0.0.1", port_in(server.line()));
    client.set_bearer_token_auth(token.c_str());
    const auto get = [&](const std::string& target) {
        return nlohmann::json::parse(client.Get(target)->body);
    };
    EXPECT_EQ(get("/api/v1/search?q=duty").at("total").at("value"), 1);
    EXPECT_EQ(get("/api/v1/search?q=sealed").at("total").at("value"), 0);
    EXPECT_EQ(get("/api/v1/search?collection=sealed").at("total").at("value"), 0);
    EXPECT_EQ(get("/api/v1/status").at("documents"), 1);
    EXPECT_EQ(client.Get("/metrics")->status, 403);
}

TEST_F(Serve, SaysWhyItCannot) {
    Process first({"serve", "--index", index(), "--port", "0"});
    const std::string port = std::to_string(port_in(first.line()));
    std::ofstream(folder_ / "token") << "short";
    std::ofstream(folder_ / "public") << "";  // others may read it
    struct Row {
        std::vector<std::string> arguments;
        int status;
        std::string says;
    };
    for (const Row& row : std::vector<Row>{
             {{"--index", index(), "--port", port},
              3,
              "127.0.0.1:" + port + ": Address already in use"},
             {{"--index", folder_ / "none", "--port", "0"}, 3, "none"},
             {{"--index", index(), "--port", "0", "--host", "0.0.0.0"}, 2, "--token-file"},
             {{"--index", index(), "--port", "0", "--token-file", folder_ / "token"}, 2, "token"},
             {{"--index", index(), "--port", "0", "--web", folder_ / "none"}, 2, "none"},
             {{"--index", index(), "--port", "0", "--host", "no.such.host.invalid"}, 3, "no.such"},
             {{"--index", index(), "--port", "65536"}, 2, "65536"},
             {{"--index", index(), "--port", "0", "--audit-log", folder_ / "public"}, 2, "chmod"},
             {{"--index", index(), "--port", "0", "--log-format", "xml"}, 2, "xml"},
             {{"--port", "0"}, 2, "--index"},
         }) {
        std::vector<std::string> arguments = {"serve"};
        arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
        Process process(arguments);
        EXPECT_EQ(process.wait(), row.status) << row.says;
        const std::string errors = process.errors();
        EXPECT_NE(errors.find(row.says), std::string::npos) << errors;
    }
}

}  // namespace
}  // namespace gazette::test
