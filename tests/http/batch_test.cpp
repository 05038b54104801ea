#include "searcher/http/batch.h"

#include "searcher/http/limits.h"
#include "tests/http/running_server.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace gazette::test {
namespace {

constexpr const char* kPath = "/api/v1/search/batch";

std::string code_of(const std::string& body) {
    const auto lines = read_batch(body);
    const auto* problem = std::get_if<Problem>(&lines);
    return problem == nullptr ? "" : problem->code;
}

// Of the only line.
std::string line_code(const std::string& query) {
    const auto lines =
        std::get<std::vector<BatchLine>>(read_batch("{\"queries\":[" + query + "]}"));
    const auto* problem = std::get_if<Problem>(&lines.at(0).asked);
    return problem == nullptr ? "" : problem->code;
}

TEST(Batch, ReadsWhatASearchTakes) {
    const auto lines = std::get<std::vector<BatchLine>>(read_batch(
        R"({"queries":[{"id":7,"q":"漢字","lang":["en","de"],"kind":"law","from":"2019","limit":3,)"
        R"("sort":"newest","exact":true,"offset":10},{}]})"));
    ASSERT_EQ(2U, lines.size());
    EXPECT_EQ("7", lines[0].id);
    const auto& request = std::get<SearchRequest>(lines[0].asked);
    EXPECT_EQ("漢字", request.text);
    EXPECT_EQ((std::vector<std::string>{"en", "de"}), request.languages);
    EXPECT_EQ((std::vector<std::string>{"law"}), request.kinds);
    EXPECT_EQ("2019", to_string(request.from));
    EXPECT_EQ(3U, request.limit);
    EXPECT_EQ(10U, request.offset);
    EXPECT_EQ(SortOrder::newest, request.sort);
    EXPECT_TRUE(request.exact_total);
    EXPECT_EQ("", lines[1].id);
    EXPECT_EQ("", std::get<SearchRequest>(lines[1].asked).text);
}

TEST(Batch, IsRefusedWhereItIsNone) {
    for (const char* body : {"",
                             "[]",
                             "{}",
                             "{\"queries\":{}}",
                             "{\"queries\":[]}",
                             "{\"queries\":[{}]",
                             "{\"queries\":[{}],\"more\":1}",
                             "{\"queries\":[{\"q\":\"\xC0\x80\"}]}",
                             "{\"queries\":[[[[[[[[[]]]]]]]]]}",
                             "null"}) {
        EXPECT_EQ("bad_batch", code_of(body)) << body;
    }
    const std::string deep = "{\"queries\":" + std::string(200'000, '[');
    EXPECT_EQ("bad_batch", code_of(deep));
    std::string many = "{\"queries\":[{}";
    for (std::size_t i = 1; i < http_limits::kMaxBatchQueries; ++i) many += ",{}";
    EXPECT_EQ("", code_of(many + "]}"));
    EXPECT_EQ("too_many_queries", code_of(many + ",{}]}"));
}

TEST(Batch, ALineThatIsWrongIsItsOwnProblem) {
    EXPECT_EQ("", line_code(R"({"q":"a"})"));
    EXPECT_EQ("", line_code(R"({"q":"a","publisher":"P","-jurisdiction":["x","y"]})"));
    EXPECT_EQ("bad_batch", line_code("5"));
    EXPECT_EQ("unknown_parameter", line_code(R"({"query":"a"})"));
    EXPECT_EQ("unknown_parameter", line_code(R"({"q":"a","spans":1})"));
    EXPECT_EQ("unknown_parameter", line_code(R"({"cursor":"a"})"));
    EXPECT_EQ("bad_value", line_code(R"({"limit":0})"));
    EXPECT_EQ("bad_value", line_code(R"({"limit":1.5})"));
    EXPECT_EQ("bad_value", line_code(R"({"limit":99999999999999999999})"));
    EXPECT_EQ("bad_value", line_code(R"({"q":null})"));
    EXPECT_EQ("bad_value", line_code(R"({"q":{"a":1}})"));
    EXPECT_EQ("bad_value", line_code("{\"q\":\"a\\u0000b\"}"));
    EXPECT_EQ("repeated_parameter", line_code(R"({"q":["a","b"]})"));
    EXPECT_EQ("bad_value", line_code("{\"id\":\"" + std::string(513, 'a') + "\"}"));
    EXPECT_EQ("empty_period", line_code(R"({"from":"2020","to":"2019"})"));
}

TEST(Batch, AnswersEachLine) {
    const RunningServer server;
    const RawReply reply = server.post(
        kPath,
        R"({"queries":[{"id":"a","q":"x"},{"id":"b","q":"\"x"},{"q":"out-of-time"},{"nonsense":1},{"q":"y"}]})");
    ASSERT_EQ(200, reply.status) << reply.body;
    const auto json = nlohmann::json::parse(reply.body);
    EXPECT_EQ(2, json.at("answered"));
    EXPECT_EQ(3, json.at("failed"));
    const std::vector<int> statuses = {200, 400, 503, 400, 200};
    for (std::size_t i = 0; i < statuses.size(); ++i) {
        const auto& line = json.at("results").at(i);
        EXPECT_EQ(i + 1, line.at("line"));
        EXPECT_EQ(statuses[i], line.at("status"));
        EXPECT_EQ(statuses[i] == 200, line.at("problem").is_null());
        EXPECT_EQ(statuses[i] != 200, line.at("answer").is_null());
    }
    EXPECT_EQ("b", json.at("results").at(1).at("id"));
    EXPECT_TRUE(json.at("results").at(2).at("id").is_null());
    EXPECT_EQ(1, json.at("results").at(1).at("problem").at("place").at("end"));
    EXPECT_EQ(std::string::npos, reply.body.find("secret"));
}

TEST(Batch, BeginsNoLineWhenTimeIsUp) {
    const FakeService service;
    const auto lines = std::get<std::vector<BatchLine>>(read_batch(R"({"queries":[{},{},{}]})"));
    int asked = 0;
    const auto json =
        nlohmann::json::parse(answer_batch_lines(lines, service, [&] { return ++asked > 1; }));
    EXPECT_EQ(2, json.at("answered"));
    EXPECT_EQ(503, json.at("results").at(2).at("status"));
    EXPECT_EQ("batch_out_of_time", json.at("results").at(2).at("problem").at("code"));
}

std::string head_of(const std::string& path, const std::string& fields) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           fields + "\r\n";
}

TEST(Batch, TakesNoBodyButAPlainOneOfAKnownLength) {
    const RunningServer server;
    const auto asked = [&](const std::string& fields, const std::string& body = "") {
        const RawReply reply = server.ask(head_of(kPath, fields) + body);
        const auto json = nlohmann::json::parse(reply.body, nullptr, false);
        return std::to_string(reply.status) + " " + json.value("code", "");
    };
    EXPECT_EQ("400 bad_batch", asked(""));
    EXPECT_EQ("415 body_encoded", asked("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"));
    EXPECT_EQ("415 body_encoded", asked("Content-Length: 2\r\nContent-Encoding: gzip\r\n", "{}"));
    EXPECT_EQ("413 body_too_large", asked("Content-Length: 262145\r\n"));
    EXPECT_EQ("413 body_too_large", asked("Content-Length: 99999999999999999999999\r\n"));
    EXPECT_EQ("400 malformed_request", asked("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"));
    EXPECT_EQ("400 malformed_request", asked("Content-Length: -2\r\n", "{}"));
    EXPECT_EQ("400 bad_batch", asked("Content-Length: 0\r\n"));
    EXPECT_EQ("400 bad_batch", asked("Content-Length: 2\r\nContent-Length: 2\r\n", "{}"));
}

TEST(Batch, IsPostedAsJsonAndNothingElseIs) {
    const RunningServer server;
    const RawReply got = server.get(kPath);
    EXPECT_EQ(405, got.status);
    EXPECT_EQ("POST", got.header("Allow"));
    for (const char* path : {"/api/v1/search", "/api/v1/documents/a", "/", "/healthz"}) {
        const RawReply reply = server.post(path, "{}");
        EXPECT_EQ(405, reply.status) << path;
        EXPECT_EQ("GET, HEAD", reply.header("Allow"));
    }
    const std::string text = "POST " + std::string(kPath) +
                             " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                             "Content-Length: 2\r\n\r\n{}";
    EXPECT_EQ(415, server.ask(text).status);
    EXPECT_EQ(400, server.post(std::string(kPath) + "?q=a", "{}").status);
}

TEST(Batch, ComesInPiecesAndOthersFollow) {
    const RunningServer server;
    const std::string body = R"({"queries":[{"q":"x"}]})";
    RawClient client(server.port());
    const std::string all =
        head_of(kPath, "Content-Length: " + std::to_string(body.size()) + "\r\n") + body +
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (std::size_t at = 0; at < all.size(); at += 7) client.send(all.substr(at, 7));
    const auto replies = client.read_replies(2);
    ASSERT_EQ(2U, replies.size());
    EXPECT_EQ(200, replies[0].status);
    EXPECT_NE(std::string::npos, replies[0].body.find("\"answered\":1"));
    EXPECT_EQ(200, replies[1].status);
}

TEST(Batch, ABodyThatDoesNotComeIsGivenUp) {
    const RunningServer server([](ServerOptions& options, FakeService&) {
        options.timeouts.head = std::chrono::milliseconds(200);
    });
    const RawReply reply = server.ask(head_of(kPath, "Content-Length: 100\r\n") + "{");
    EXPECT_EQ(408, reply.status);
}

TEST(Batch, ALongBodyIsTakenWhole) {
    const RunningServer server;
    std::string body = R"({"queries":[{"q":"x"}]})";
    body += std::string(http_limits::kMaxBodyBytes - body.size(), ' ');
    EXPECT_EQ(200, server.post(kPath, body).status);
    EXPECT_EQ(413, server.post(kPath, body + " ").status);
}

}  // namespace
}  // namespace gazette::test
