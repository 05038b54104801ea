#include "searcher/http/engine.h"

#include "searcher/http/head_check.h"
#include "searcher/http/limits.h"
#include "tests/http/running_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>

namespace gazette::test {
namespace {

using namespace std::string_literals;

// What the handler was called with, and what the client would be sent.
struct Exchange {
    std::variant<HttpRequest, Problem> asked;
    int calls = 0;
    std::string bytes;
    bool keep_alive = false;
};

Exchange ask(const std::string& head, const HttpReply& good = {200, "text/plain", "body", {}}) {
    Exchange exchange;
    Engine engine([&](const std::variant<HttpRequest, Problem>& asked) {
        exchange.asked = asked;
        ++exchange.calls;
        const auto* problem = std::get_if<Problem>(&asked);
        return problem == nullptr ? good : problem_reply(*problem);
    });
    EngineReply reply = engine.answer(head);
    exchange.bytes = std::move(reply.bytes);
    exchange.keep_alive = reply.keep_alive;
    return exchange;
}

// "200" for a request that is understood, else status and code.
std::string outcome(const Exchange& exchange) {
    EXPECT_EQ(exchange.calls, 1);
    const auto* problem = std::get_if<Problem>(&exchange.asked);
    return problem == nullptr ? "200" : std::to_string(problem->status) + " " + problem->code;
}

RawReply reply_of(const Exchange& exchange) {
    const auto replies = split_replies(exchange.bytes);
    return replies.empty() ? RawReply() : replies.front();
}

TEST(Engine, UnderstandsOrRefusesHeads) {
    struct Row {
        std::string head;
        std::string expected;
    };
    const std::string host = "Host: a\r\n";
    const std::vector<Row> rows = {
        {"GET / HTTP/1.1\r\n" + host + "\r\n", "200"},
        {"HEAD /a?b=c HTTP/1.1\r\n" + host + "\r\n", "200"},
        {"GET / HTTP/1.0\r\n\r\n", "200"},
        {"GET / HTTP/1.1\r\nHost:\r\nX:  \t v \t\r\n\r\n", "200"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", "200"},
        {"GET / HTTP/1.1\r\n" + host + "Range: bytes=0-1,2-3,4-5\r\n\r\n", "200"},
        {"GET / HTTP/1.1\r\n" + host + "X: caf\xC3\xA9 \xFF\r\n\r\n", "200"},
        {"GET /ä HTTP/1.1\r\n" + host + "\r\n", "200"},

        {"", "400 malformed_request"},
        {"\r\n\r\n", "400 malformed_request"},
        {"GET\r\n\r\n", "400 malformed_request"},
        {"GET /\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n\r\n", "400 malformed_request"},                     // no Host
        {"GET / HTTP/1.1\r\n" + host + host + "\r\n", "400 malformed_request"},  // two
        {"GET / HTTP/1.0\r\n" + host + host + "\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\n" + host + "\r\n", "400 malformed_request"},  // bare LF
        {"GET / HTTP/1.1\r\nHost: a\n\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "X: a\r\n b\r\n\r\n", "400 malformed_request"},  // folded
        {"GET / HTTP/1.1\r\n" + host + "X : a\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + ": a\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "X\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "X: a\0b\r\n\r\n"s, "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "X: a\rb\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "X: a\r\n", "400 malformed_request"},  // no end
        {"GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"s, "400 malformed_request"},
        {"GET /a b HTTP/1.1\r\n" + host + "\r\n", "400 malformed_request"},
        {"GET  / HTTP/1.1\r\n" + host + "\r\n", "400 malformed_request"},
        {"GET /#a HTTP/1.1\r\n" + host + "\r\n", "400 malformed_request"},
        {"GET http://a/ HTTP/1.1\r\n" + host + "\r\n", "400 malformed_request"},
        {"GET * HTTP/1.1\r\n" + host + "\r\n", "400 malformed_request"},
        {"G(T / HTTP/1.1\r\n" + host + "\r\n", "400 malformed_request"},
        {"GET / FTP/1.1\r\n" + host + "\r\n", "400 malformed_request"},
        {"GET / HTTP/2.0\r\n" + host + "\r\n", "505 version_not_supported"},
        {"PRI * HTTP/2.0\r\n\r\n", "505 version_not_supported"},
        {"\x16\x03\x01\x02\r\n\r\n", "400 malformed_request"},  // TLS

        {"PUT / HTTP/1.1\r\n" + host + "\r\n", "405 method_not_allowed"},
        {"POST / HTTP/1.1\r\n" + host + "Content-Length: 300000\r\n\r\n", "413 body_too_large"},
        {"POST / HTTP/1.1\r\n" + host + "Content-Encoding: gzip\r\n\r\n", "415 body_encoded"},
        {"OPTIONS / HTTP/1.1\r\n" + host + "\r\n", "405 method_not_allowed"},
        {"get / HTTP/1.1\r\n" + host + "\r\n", "405 method_not_allowed"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\n\r\n", "413 body_refused"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999999\r\n\r\n",
         "413 body_refused"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 0x1\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
         "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "transfer-ENCODING: chunked\r\n\r\n", "413 body_refused"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Encoding: gzip\r\n\r\n", "413 body_refused"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(outcome(ask(row.head)), row.expected) << testing::PrintToString(row.head);
    }
}

TEST(Engine, BoundsHeaderFields) {
    std::string fields;
    for (std::size_t i = 0; i < http_limits::kMaxHeaderFields - 1; ++i) fields += "X: a\r\n";
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(outcome(ask(start + fields + "\r\n")), "200");
    EXPECT_EQ(outcome(ask(start + fields + "X: a\r\n\r\n")), "431 too_many_headers");
}

// cpp-httplib's own bounds, compiled into it, are met by no request that we take.
TEST(Engine, TakesWhatIsWithinItsBounds) {
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
    const std::string longest(http_limits::kMaxFieldBytes - 5, 'a');  // with "X: " and its end
    EXPECT_EQ(outcome(ask(start + "X: " + longest + "\r\n\r\n")), "200");
    EXPECT_EQ(outcome(ask(start + "X: a" + longest + "\r\n\r\n")), "431 headers_too_large");
    EXPECT_EQ(outcome(ask(start + "Cookie: " + longest + longest + "\r\n\r\n")), "200");

    const std::string target = "/" + std::string(http_limits::kMaxRequestTargetBytes - 1, 'a');
    const Exchange exchange = ask("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_EQ(outcome(exchange), "200");
    EXPECT_EQ(std::get<HttpRequest>(exchange.asked).target, target);
    EXPECT_EQ(outcome(ask("GET " + target + "a HTTP/1.1\r\nHost: a\r\n\r\n")),
              "400 target_too_long");
}

TEST(Engine, HandsOnTheRequestAsItWasSent) {
    const Exchange exchange =
        ask("HEAD /a%2Fb?q=%E6%BC%A2+%2B HTTP/1.1\r\nHost: a:80\r\nX: 1\r\nAUTHORIZATION: "
            "Bearer %41+%u0041%25%0d%0a \r\nif-none-match: \t W/\"%zz\", \"caf\xC3\xA9\xFF\"\r\n"
            "REMOTE_ADDR: 10.0.0.1\r\nx: 2\r\nEmpty:\r\n\r\n");
    ASSERT_EQ(outcome(exchange), "200");
    const auto& request = std::get<HttpRequest>(exchange.asked);
    EXPECT_EQ(request.method, "HEAD");
    EXPECT_EQ(request.target, "/a%2Fb?q=%E6%BC%A2+%2B");
    EXPECT_EQ(request.path, "/a/b");
    ASSERT_EQ(request.parameters.size(), 1U);
    EXPECT_EQ(request.parameters[0].value, "漢 +");
    struct Row {
        std::string name;
        std::string value;
    };
    for (const Row& row : std::vector<Row>{
             {"host", "a:80"},
             {"x", "1"},
             {"authorization", "Bearer %41+%u0041%25%0d%0a"},
             {"if-none-match", "W/\"%zz\", \"caf\xC3\xA9\xFF\""},
         }) {
        const std::string* value = request.header(row.name);
        ASSERT_NE(value, nullptr) << row.name;
        EXPECT_EQ(*value, row.value) << row.name;
    }
    // Neither what a client says of its address, nor what cpp-httplib would.
    for (const std::string name : {"remote_addr", "remote_port", "local_addr", "local_port"}) {
        EXPECT_EQ(request.header(name), nullptr) << name;
    }
}

TEST(Engine, KeepsConnectionsOpenAsAsked) {
    struct Row {
        std::string version;
        std::string field;
        bool expected;
    };
    for (const Row& row : std::vector<Row>{
             {"HTTP/1.1", "", true},
             {"HTTP/1.1", "Connection: keep-alive\r\n", true},
             {"HTTP/1.1", "Connection: Close\r\n", false},
             {"HTTP/1.1", "connection: x, close\r\n", false},
             {"HTTP/1.1", "Connection: x\r\nConnection: close\r\n", false},
             {"HTTP/1.0", "", false},
             {"HTTP/1.0", "Connection: Keep-Alive\r\n", false},
         }) {
        const Exchange exchange =
            ask("GET / " + row.version + "\r\nHost: a\r\n" + row.field + "\r\n");
        EXPECT_EQ(exchange.keep_alive, row.expected) << row.version << row.field;
        EXPECT_EQ(reply_of(exchange).header("Connection"), row.expected ? "keep-alive" : "close");
    }
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_FALSE(ask(head, {200, "text/plain", "", {}, true}).keep_alive);
    EXPECT_FALSE(ask("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n").keep_alive);
}

// The whole of an answer, but for its date: nothing in it is cpp-httplib's own idea.
TEST(Engine, WritesTheAnswerAndNothingElse) {
    const std::string common =
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'\r\n"
        "Content-Type: text/plain\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n"
        "Date: \r\n"
        "ETag: \"x\"\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "X-Robots-Tag: noindex\r\n";
    const auto sorted_without_date = [](const std::string& head) {
        std::vector<std::string> lines;
        std::size_t at = 0;
        while (at < head.size()) {
            const std::size_t end = head.find("\r\n", at) + 2;
            lines.push_back(head.substr(at, end - at));
            if (lines.back().starts_with("Date: ")) lines.back() = "Date: \r\n";
            at = end;
        }
        std::sort(lines.begin() + 1, lines.end());
        std::string result;
        for (const auto& line : lines) result += line;
        return result;
    };
    struct Row {
        std::string method;
        std::string fields;
        HttpReply reply;
        std::string expected;
        std::string body;
    };
    const std::string start = "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 4\r\n";
    const HttpReply good{200, "text/plain", "body", {{"ETag", "\"x\""}}};
    for (const Row& row : std::vector<Row>{
             {"GET", "", good, start + common, "body"},
             {"HEAD", "", good, start + common, ""},
             {"GET", "Range: bytes=1-2\r\n", good, start + common, "body"},
             {"GET", "Range: nonsense\r\n", good, start + common, "body"},
             {"HEAD", "Range: bytes=0-0,1-1\r\n", good, start + common, ""},
             {"GET", "Expect: 100-continue\r\n", good, start + common, "body"},
             {"GET", "Accept-Encoding: br, gzip\r\n", good, start + common, "body"},
         }) {
        const Exchange exchange =
            ask(row.method + " / HTTP/1.1\r\nHost: a\r\n" + row.fields + "\r\n", row.reply);
        const auto end = exchange.bytes.find("\r\n\r\n");
        ASSERT_NE(end, std::string::npos);
        EXPECT_EQ(sorted_without_date(exchange.bytes.substr(0, end + 2)), row.expected)
            << row.method << row.fields;
        EXPECT_EQ(exchange.bytes.substr(end + 4), row.body) << row.method << row.fields;
    }
    const HttpReply unchanged{304, "", "", {{"ETag", "\"x\""}}};
    const Exchange exchange = ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n", unchanged);
    EXPECT_TRUE(exchange.bytes.starts_with("HTTP/1.1 304 Not Modified\r\n"));
    EXPECT_TRUE(exchange.bytes.ends_with("\r\n\r\n"));
    EXPECT_EQ(exchange.bytes.find("\r\nContent-Length"), std::string::npos);
    EXPECT_EQ(exchange.bytes.find("\r\nContent-Type"), std::string::npos);
}

TEST(Engine, CannotBeMadeToWriteAFieldOfSomeoneElse) {
    const HttpReply reply{200, "text/plain\r\nX-Bad: 1", "", {{"ETag", "\"\r\nX-Bad: 1\""}}};
    const Exchange exchange = ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n", reply);
    EXPECT_EQ(reply_of(exchange).status, 200);
    EXPECT_EQ(exchange.bytes.find("X-Bad"), std::string::npos) << exchange.bytes;
}

TEST(Engine, TellsNothingOfAnExceptionAndGoesOn) {
    bool broken = true;
    bool is_error = true;
    Engine engine([&](const auto& /*asked*/) -> HttpReply {
        if (broken && is_error) throw std::runtime_error("secret");
        if (broken) throw 17;
        return {200, "text/plain", "good", {}};
    });
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const bool error : {true, false}) {
        is_error = error;
        const EngineReply reply = engine.answer(head);
        EXPECT_TRUE(reply.bytes.starts_with("HTTP/1.1 500 ")) << reply.bytes;
        EXPECT_NE(reply.bytes.find("\"internal_error\""), std::string::npos);
        EXPECT_EQ(reply.bytes.find("secret"), std::string::npos);
        EXPECT_EQ(reply.bytes.find("EXCEPTION_WHAT"), std::string::npos);
        EXPECT_FALSE(reply.keep_alive);
    }
    broken = false;
    EXPECT_TRUE(engine.answer(head).bytes.ends_with("\r\n\r\ngood"));
}

TEST(Engine, SpellsARefusal) {
    Engine engine([](const auto& asked) { return problem_reply(std::get<Problem>(asked)); });
    const EngineReply reply = engine.refuse(problem_of(408, "request_timeout", "Too slow."));
    EXPECT_TRUE(reply.bytes.starts_with("HTTP/1.1 408 Request Timeout\r\n")) << reply.bytes;
    EXPECT_NE(reply.bytes.find("Connection: close\r\n"), std::string::npos);
    EXPECT_NE(reply.bytes.find("\"request_timeout\""), std::string::npos);
    EXPECT_FALSE(reply.keep_alive);
}

TEST(HeadEnd, IsFoundHoweverAHeadArrives) {
    for (const std::string head :
         {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\n\n", "GET / HTTP/1.1\r\n\n"}) {
        const std::string bytes = head + "GET /next";
        EXPECT_EQ(find_head_end(bytes, 0), head.size());
        for (std::size_t have = 0; have < head.size(); ++have) {
            EXPECT_EQ(find_head_end(std::string_view(bytes).substr(0, have), 0),
                      std::string_view::npos);
            EXPECT_EQ(find_head_end(bytes, have), head.size()) << have;
        }
    }
}

}  // namespace
}  // namespace gazette::test
