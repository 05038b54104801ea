#include "searcher/http/request_parser.h"

#include "searcher/http/limits.h"
#include "searcher/query/limits.h"

#include <gtest/gtest.h>

#include <string>

namespace gazette::test {
namespace {

using namespace std::string_literals;

// "200" for a request that is understood, else status and code.
std::string outcome(const std::variant<HttpRequest, Problem>& parsed) {
    const auto* problem = std::get_if<Problem>(&parsed);
    return problem == nullptr ? "200" : std::to_string(problem->status) + " " + problem->code;
}

TEST(RequestParser, UnderstandsOrRefusesHeads) {
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

        {"POST / HTTP/1.1\r\n" + host + "\r\n", "405 method_not_allowed"},
        {"OPTIONS / HTTP/1.1\r\n" + host + "\r\n", "405 method_not_allowed"},
        {"get / HTTP/1.1\r\n" + host + "\r\n", "405 method_not_allowed"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\n\r\n", "413 body_refused"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999999\r\n\r\n",
         "413 body_refused"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 0x1\r\n\r\n", "400 malformed_request"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
         "413 body_refused"},
        {"GET / HTTP/1.1\r\n" + host + "transfer-ENCODING: chunked\r\n\r\n", "413 body_refused"},
        {"GET / HTTP/1.1\r\n" + host + "Content-Encoding: gzip\r\n\r\n", "413 body_refused"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(outcome(parse_request_head(row.head)), row.expected)
            << testing::PrintToString(row.head);
    }
}

TEST(RequestParser, BoundsHeaderFieldsAndTargets) {
    std::string fields;
    for (std::size_t i = 0; i < http_limits::kMaxHeaderFields - 1; ++i) fields += "X: a\r\n";
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\n";
    EXPECT_EQ(outcome(parse_request_head(start + fields + "\r\n")), "200");
    EXPECT_EQ(outcome(parse_request_head(start + fields + "X: a\r\n\r\n")), "431 too_many_headers");

    const std::string longest(http_limits::kMaxRequestTargetBytes - 1, 'a');
    EXPECT_EQ(outcome(parse_target("/" + longest)), "200");
    EXPECT_EQ(outcome(parse_target("/a" + longest)), "414 target_too_long");
}

TEST(RequestParser, TakesTheLongestQueryInAnyScript) {
    std::string target = "/api/v1/search?q=";
    for (std::size_t i = 0; i < query_limits::kMaxQueryBytes; ++i) target += "%41";
    const auto parsed = parse_target(target);
    ASSERT_EQ(outcome(parsed), "200");
    EXPECT_EQ(std::get<HttpRequest>(parsed).parameters.at(0).value.size(),
              query_limits::kMaxQueryBytes);
}

TEST(RequestParser, DecodesTargetsStrictly) {
    struct Row {
        std::string target;
        std::string expected;  // path, then name=value each behind a bar
    };
    const std::vector<Row> rows = {
        {"/", "/"},
        {"/?", "/"},
        {"/?&&", "/"},
        {"/a+b?c+d=e+f", "/a+b|c d=e f"},
        {"/a%2Fb%20c?x=%2B%26%3D", "/a/b c|x=+&="},
        {"/?a", "/|a="},
        {"/?a=&b==c", "/|a=|b==c"},
        {"/?q=%E6%BC%A2%e5%ad%97", "/|q=漢字"},
        {"/?q=漢", "/|q=漢"},
        {"/?a=1&a=2", "/|a=1|a=2"},
        {"/..%2f..%2Fetc", "/../../etc"},
        {"/%", "400 bad_percent_encoding"},
        {"/%4", "400 bad_percent_encoding"},
        {"/?q=%zz", "400 bad_percent_encoding"},
        {"/?%u0041=1", "400 bad_percent_encoding"},
        {"/?q=%00", "400 nul_character"},
        {"/%00", "400 nul_character"},
        {"/?q=%FF", "400 invalid_utf8"},
        {"/?q=%C0%80", "400 invalid_utf8"},
        {"/?q=%ED%A0%80", "400 invalid_utf8"},
        {"/?%FF=1", "400 invalid_utf8"},
        {"/\xFF", "400 invalid_utf8"},
        {"x", "400 malformed_request"},
        {"", "400 malformed_request"},
    };
    for (const Row& row : rows) {
        const auto parsed = parse_target(row.target);
        std::string got = outcome(parsed);
        if (const auto* request = std::get_if<HttpRequest>(&parsed)) {
            got = request->path;
            for (const auto& [name, value] : request->parameters) got += "|" + name + "=" + value;
        }
        EXPECT_EQ(got, row.expected) << row.target;
    }
    std::string many = "/?";
    for (std::size_t i = 0; i <= http_limits::kMaxParameters; ++i) many += "a&";
    EXPECT_EQ(outcome(parse_target(many)), "400 too_many_parameters");
}

TEST(RequestParser, FindsTheEndOfAHeadHoweverItArrives) {
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

TEST(RequestParser, KeepsConnectionsOpenAsAsked) {
    const auto keeps = [](const std::string& version, const std::string& field) {
        const auto parsed =
            parse_request_head("GET / " + version + "\r\nHost: a\r\n" + field + "\r\n");
        return std::get<HttpRequest>(parsed).keep_alive;
    };
    EXPECT_TRUE(keeps("HTTP/1.1", ""));
    EXPECT_TRUE(keeps("HTTP/1.1", "Connection: keep-alive\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.1", "Connection: Close\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.1", "connection: x, close\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.0", ""));
}

}  // namespace
}  // namespace gazette::test
