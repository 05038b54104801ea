#include "searcher/http/request_target.h"

#include "searcher/http/limits.h"
#include "searcher/query/limits.h"

#include <gtest/gtest.h>

#include <string>

namespace gazette::test {
namespace {

// "200" for a request that is understood, else status and code.
std::string outcome(const std::variant<HttpRequest, Problem>& parsed) {
    const auto* problem = std::get_if<Problem>(&parsed);
    return problem == nullptr ? "200" : std::to_string(problem->status) + " " + problem->code;
}

TEST(RequestTarget, IsBounded) {
    const std::string longest(http_limits::kMaxRequestTargetBytes - 1, 'a');
    EXPECT_EQ(outcome(parse_target("/" + longest)), "200");
    EXPECT_EQ(outcome(parse_target("/a" + longest)), "400 target_too_long");
}

TEST(RequestTarget, TakesTheLongestQueryInAnyScript) {
    std::string target = "/api/v1/search?q=";
    for (std::size_t i = 0; i < query_limits::kMaxQueryBytes; ++i) target += "%41";
    const auto parsed = parse_target(target);
    ASSERT_EQ(outcome(parsed), "200");
    EXPECT_EQ(std::get<HttpRequest>(parsed).parameters.at(0).value.size(),
              query_limits::kMaxQueryBytes);
}

TEST(RequestTarget, IsDecodedStrictly) {
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

}  // namespace
}  // namespace gazette::test
