#include "searcher/http/parameters.h"

#include "searcher/http/cursor.h"
#include "searcher/http/limits.h"
#include "searcher/http/request_target.h"

#include <gtest/gtest.h>

#include <array>

namespace gazette::test {
namespace {

constexpr std::array<std::string_view, 13> kAll = {"q",
                                                   "lang",
                                                   "kind",
                                                   "source",
                                                   "collection",
                                                   "from",
                                                   "to",
                                                   "sort",
                                                   "limit",
                                                   "offset",
                                                   "exact",
                                                   "spans",
                                                   "cursor"};

std::variant<SearchRequest, Problem> parsed(const std::string& query) {
    return parse_parameters(std::get<HttpRequest>(parse_target("/?" + query)), kAll);
}

TEST(Parameters, BecomeASearchRequest) {
    const auto request = std::get<SearchRequest>(
        parsed("q=%22a+b%22&lang=en&lang=zh-Hant&kind=law&source=a%2Cb&collection=x&collection=y"
               "&from=2019&to=2019-05-07&sort=oldest&limit=100&offset=1000000"));
    EXPECT_EQ(request.text, "\"a b\"");
    EXPECT_EQ(request.languages, (std::vector<std::string>{"en", "zh-Hant"}));
    EXPECT_EQ(request.kinds, (std::vector<std::string>{"law"}));
    EXPECT_EQ(request.sources, (std::vector<std::string>{"a,b"}));
    EXPECT_EQ(request.collections, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(to_string(request.from), "2019");
    EXPECT_EQ(to_string(request.to), "2019-05-07");
    EXPECT_EQ(request.sort, SortOrder::oldest);
    EXPECT_EQ(request.limit, 100U);
    EXPECT_EQ(request.offset, 1'000'000U);
}

TEST(Parameters, ExcludeValuesBehindAHyphen) {
    const auto known = with_query_parameters();
    const auto parse = [&known](const std::string& query) {
        return parse_parameters(std::get<HttpRequest>(parse_target("/?" + query)), known);
    };
    const auto request =
        std::get<SearchRequest>(parse("q=a&-lang=de&-publisher=The+Press&-lang=fr&lang=en"));
    ASSERT_EQ(request.excluded.size(), 3U);
    EXPECT_EQ(request.excluded[1].field, Field::publisher);
    EXPECT_EQ(request.excluded[1].value, "The Press");
    EXPECT_EQ(request.excluded[2].value, "fr");
    EXPECT_EQ(request.languages, (std::vector<std::string>{"en"}));
    EXPECT_EQ(std::get<Problem>(parse("-lang=")).code, "bad_value");
    EXPECT_EQ(std::get<Problem>(parse("-lang=a+b")).code, "bad_value");
    EXPECT_EQ(std::get<Problem>(parse("-title=a")).code, "unknown_parameter");
    std::string many;
    for (std::size_t i = 0; i <= http_limits::kMaxFilterValues; ++i) many += "&-kind=a";
    EXPECT_EQ(std::get<Problem>(parse(many.substr(1))).code, "too_many_values");
}

std::string code_of_document(const std::string& query) {
    const auto answer =
        parse_document_parameters(std::get<HttpRequest>(parse_target("/?" + query)));
    const auto* problem = std::get_if<Problem>(&answer);
    return problem == nullptr ? "" : problem->code;
}

TEST(Parameters, OfADocumentSayWhichPieceOfItIsWanted) {
    const auto answer = parse_document_parameters(
        std::get<HttpRequest>(parse_target("/?q=a&lang=en&begin=5&end=4294967295")));
    const auto& request = std::get<DocumentRequest>(answer);
    EXPECT_EQ("a", request.query.text);
    EXPECT_EQ(5U, request.begin);
    EXPECT_EQ(UINT32_MAX, request.end);
    EXPECT_EQ("", code_of_document("outline=1&q=a"));
    EXPECT_EQ("", code_of_document("segment=s%2F1&outline=0"));
    for (const char* wrong : {"begin=-1",
                              "begin=",
                              "end=4294967296",
                              "end=1e3",
                              "begin=0x5",
                              "outline=yes",
                              "outline=",
                              "segment="}) {
        EXPECT_EQ("bad_value", code_of_document(wrong)) << wrong;
    }
    for (const char* wrong : {"begin=1&segment=a", "end=1&outline=1", "segment=a&outline=1"}) {
        EXPECT_EQ("conflicting_parameters", code_of_document(wrong)) << wrong;
    }
    EXPECT_EQ("unknown_parameter", code_of_document("limit=1"));
    EXPECT_EQ("repeated_parameter", code_of_document("begin=1&begin=2"));
}

TEST(Parameters, ACursorGoesAlone) {
    SearchRequest given;
    given.text = "漢字";
    const std::string word = encode_cursor(given, {7, "2026", 1.5, "x", 10});
    const auto request = std::get<SearchRequest>(parsed("cursor=" + word));
    EXPECT_EQ("漢字", request.text);
    EXPECT_EQ(10U, request.resume->given);
    EXPECT_EQ("conflicting_parameters", std::get<Problem>(parsed("q=a&cursor=" + word)).code);
    EXPECT_EQ("conflicting_parameters",
              std::get<Problem>(parsed("cursor=" + word + "&cursor=" + word)).code);
    EXPECT_EQ("bad_value", std::get<Problem>(parsed("cursor=abc")).code);
}

TEST(Parameters, ACursorOfDocumentsLikeOneGoesAloneToo) {
    SimilarRequest given;
    given.id = "law/5";
    const ResumePoint next{7, "2026", 1.5, "x", 10};
    const auto parsed_similar = [](const std::string& query) {
        return parse_similar_parameters(std::get<HttpRequest>(parse_target("/?" + query)));
    };
    const std::string word = encode_cursor(given, next);
    const auto request = std::get<SimilarRequest>(parsed_similar("cursor=" + word));
    EXPECT_EQ("law/5", request.id);
    EXPECT_EQ(10U, request.query.resume->given);
    EXPECT_EQ("conflicting_parameters",
              std::get<Problem>(parsed_similar("id=a&cursor=" + word)).code);
    EXPECT_EQ("bad_value", std::get<Problem>(parsed("cursor=" + word)).code);
    const std::string other = encode_cursor(SearchRequest{}, next);
    EXPECT_EQ("bad_value", std::get<Problem>(parsed_similar("cursor=" + other)).code);
}

TEST(Parameters, HaveDefaults) {
    const auto request = std::get<SearchRequest>(parsed(""));
    EXPECT_EQ(request.text, "");
    EXPECT_EQ(request.sort, SortOrder::relevance);
    EXPECT_EQ(request.limit, request_limits::kDefaultHits);
    EXPECT_EQ(request.offset, 0U);
    EXPECT_FALSE(request.from.known());
}

TEST(Parameters, AreRefusedWhereTheyAreNotExact) {
    struct Row {
        std::string query;
        std::string code;
        std::string parameter;
    };
    const std::vector<Row> rows = {
        {"Q=a", "unknown_parameter", "Q"},
        {"q=a&langs=en", "unknown_parameter", "langs"},
        {"=a", "unknown_parameter", ""},
        {"q=a&q=a", "repeated_parameter", "q"},
        {"limit=1&limit=1", "repeated_parameter", "limit"},
        {"limit=", "bad_value", "limit"},
        {"limit=0", "bad_value", "limit"},
        {"limit=101", "bad_value", "limit"},
        {"limit=-1", "bad_value", "limit"},
        {"limit=%2B1", "bad_value", "limit"},
        {"limit=1.0", "bad_value", "limit"},
        {"limit=1e1", "bad_value", "limit"},
        {"limit=4294967297", "bad_value", "limit"},
        {"limit=99999999999999999999999", "bad_value", "limit"},
        {"limit=+1", "bad_value", "limit"},
        {"limit=１", "bad_value", "limit"},
        {"offset=1000001", "bad_value", "offset"},
        {"sort=Newest", "bad_value", "sort"},
        {"sort=", "bad_value", "sort"},
        {"from=2019-13", "bad_value", "from"},
        {"from=2019-02-30", "bad_value", "from"},
        {"from=20190507", "bad_value", "from"},
        {"from=2019-05-07T10:00Z", "bad_value", "from"},
        {"to=yesterday", "bad_value", "to"},
        {"to=", "bad_value", "to"},
        {"lang=", "bad_value", "lang"},
        {"lang=en,de", "bad_value", "lang"},
        {"lang=-en", "bad_value", "lang"},
        {"lang=en-", "bad_value", "lang"},
        {"lang=en--x", "bad_value", "lang"},
        {"lang=deutschland", "bad_value", "lang"},
        {"kind=", "bad_value", "kind"},
        {"source=" + std::string(513, 'a'), "bad_value", "source"},
        {"from=2020&to=2019", "empty_period", "from"},
        {"from=2019-06&to=2019-05-31", "empty_period", "from"},
    };
    for (const Row& row : rows) {
        const auto result = parsed(row.query);
        ASSERT_TRUE(std::holds_alternative<Problem>(result)) << row.query;
        const auto& problem = std::get<Problem>(result);
        EXPECT_EQ(problem.code, row.code) << row.query;
        EXPECT_EQ(problem.parameter, row.parameter) << row.query;
        EXPECT_EQ(problem.status, 400);
    }
}

TEST(Parameters, MayOverlapInTime) {
    EXPECT_TRUE(std::holds_alternative<SearchRequest>(parsed("from=2019-05&to=2019")));
    EXPECT_TRUE(std::holds_alternative<SearchRequest>(parsed("from=2019&to=2019")));
}

TEST(Parameters, AreBoundedInNumber) {
    std::string query;
    for (std::size_t i = 0; i < http_limits::kMaxFilterValues; ++i) query += "kind=a&";
    EXPECT_TRUE(std::holds_alternative<SearchRequest>(parsed(query)));
    const auto result = parsed(query + "kind=a");
    EXPECT_EQ(std::get<Problem>(result).code, "too_many_values");
}

TEST(Parameters, ShowALongUnknownNameCutBetweenCharacters) {
    std::string name;
    for (int i = 0; i < 100; ++i) name += "漢";
    const auto problem = std::get<Problem>(parsed(name + "=1"));
    EXPECT_EQ(problem.parameter, name.substr(0, 63) + "...");
}

}  // namespace
}  // namespace gazette::test
