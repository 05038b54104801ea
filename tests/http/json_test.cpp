#include "searcher/http/json.h"

#include "searcher/http/utf16.h"
#include "tests/http/fake_service.h"
#include "tests/http/schema_check.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace gazette::test {
namespace {

TEST(Json, SpellsASearchAnswer) {
    SearchResponse response;
    response.query.input = "a";
    response.query.canonical = "a";
    response.total = 12;
    response.relation = CountRelation::at_least;
    response.revision = 3;
    response.first = 4;
    response.took_ms = 1.23456;
    EXPECT_EQ(
        to_json(response),
        R"({"query":{"input":"a","canonical":"a","reading":"query","notices":[],"clauses":[]},)"
        R"("total":{"value":12,"relation":"gte"},"partial":true,"revision":3,)"
        R"("took_ms":1.235,"first":4,"hits":[],"cursor":null})");
}

TEST(Json, SpellsWhatIsUnknownAsNull) {
    const FakeService service;
    const auto answer = std::get<SearchResponse>(service.search({}));
    const auto bare = nlohmann::json::parse(to_json(answer)).at("hits").at(1);
    for (const char* key : {"title", "lang", "kind", "date", "source", "collection", "url"}) {
        EXPECT_TRUE(bare.at(key).is_null()) << key;
    }
    EXPECT_TRUE(bare.at("snippets").at(0).at("segment").is_null());
}

TEST(Json, IsValidUtf8WhateverTheBytes) {
    SearchResponse response;
    for (const std::string bytes : {"\xFF\xFE",
                                    "a\xC0\x80",
                                    "\xED\xA0\x80",
                                    "\xF4\x90\x80\x80",
                                    "\xE6\xBC",
                                    "</script>\x01\x7F"}) {
        Hit hit;
        hit.id = bytes;
        hit.title = bytes;
        hit.title_fragments = {{bytes, true}};
        response.hits.push_back(hit);
    }
    response.query.input = "\x80";
    response.took_ms = std::numeric_limits<double>::quiet_NaN();
    const std::string json = to_json(response);
    EXPECT_TRUE(is_valid_utf8(json));
    EXPECT_EQ(schema_errors("search_response.schema.json", json), "");
}

TEST(Json, GivesRangesInBytesAndInUtf16Units) {
    const FakeService service;
    DocumentRequest request;
    request.id = "a";
    request.query.text = "x";
    const auto found = service.document(request);
    const auto json =
        nlohmann::json::parse(to_json(*std::get<std::optional<DocumentResponse>>(found)));
    const std::string text = json.at("text");
    for (const auto& span : json.at("spans")) {
        const std::size_t begin = span.at("begin");
        const std::size_t end = span.at("end");
        // Counted here in another way: code points, those beyond the BMP twice.
        const auto units = [&](std::size_t bytes) {
            std::size_t count = 0;
            for (std::size_t i = 0; i < bytes;) {
                const auto lead = static_cast<unsigned char>(text[i]);
                i += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
                count += lead >= 0xF0 ? 2 : 1;
            }
            return count;
        };
        EXPECT_EQ(span.at("utf16_begin"), units(begin));
        EXPECT_EQ(span.at("utf16_end"), units(end));
        EXPECT_EQ(span.at("codepoint_end"),
                  std::count_if(
                      text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
                          return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                      }));
    }
    const auto& emoji = json.at("spans").at(1);
    EXPECT_EQ(emoji.at("utf16_end").get<int>() - emoji.at("utf16_begin").get<int>(), 2);
    EXPECT_EQ(emoji.at("end").get<int>() - emoji.at("begin").get<int>(), 4);
}

// It is written in pieces.
TEST(Json, SpellsLongTextsWhole) {
    DocumentResponse response;
    response.document.id = "a";
    for (int i = 0; i < 40'000; ++i) response.document.text += i % 3 == 0 ? "漢\"" : "😀\\\n";
    const auto json = nlohmann::json::parse(to_json(response));
    EXPECT_TRUE(json.at("text") == response.document.text);
    response.document.text.assign(200'000, '\x80');  // no code point begins anywhere
    EXPECT_TRUE(is_valid_utf8(to_json(response)));
}

TEST(Json, KeepsMetadataThatItCannotNestAsText) {
    DocumentResponse response;
    response.document.id = "a";
    struct Row {
        std::string given;
        bool object;
    };
    const std::string deep =
        "{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    for (const Row& row : std::vector<Row>{{R"({"a":1})", true},
                                           {"[1]", false},
                                           {"{broken", false},
                                           {R"({"brackets in text":"[[[[\"[["})", true},
                                           {deep, false}}) {
        response.document.metadata_json = row.given;
        const auto json = nlohmann::json::parse(to_json(response));
        EXPECT_EQ(json.at("metadata").is_object(), row.object) << row.given.substr(0, 40);
        if (!row.object) {
            EXPECT_EQ(json.at("metadata"), row.given);
        }
    }
}

TEST(Json, SpellsAProblemWithItsPlace) {
    const QueryError error{"unbalanced_quote", "Never closed.", "", {4, 5}};
    EXPECT_EQ(to_json(problem_of(error, "😀\"x")),
              R"({"type":"about:blank","title":"Bad Request","status":400,)"
              R"("code":"unbalanced_quote","detail":"Never closed.",)"
              R"("place":{"begin":4,"end":5,"utf16_begin":2,"utf16_end":3}})");
}

TEST(Utf16, CountsUnitsBeforeEachOffsetInAnyOrder) {
    const std::string text = "aä漢😀z";  // at bytes 0 1 3 6 10, at units 0 1 2 3 5
    const std::vector<std::uint32_t> bytes = {11, 0, 10, 1, 6, 3, 99, 6};
    EXPECT_EQ(utf16_offsets(text, bytes), (std::vector<std::uint32_t>{6, 0, 5, 1, 3, 2, 6, 3}));
}

TEST(Utf16, TellsUtf8FromOtherBytes) {
    struct Row {
        std::string bytes;
        bool valid;
    };
    for (const Row& row : std::vector<Row>{{"", true},
                                           {"aä漢😀\xF4\x8F\xBF\xBF\xED\x9F\xBF", true},
                                           {"\xC0\x80", false},
                                           {"\xC1\xBF", false},
                                           {"\xE0\x9F\xBF", false},
                                           {"\xED\xA0\x80", false},
                                           {"\xF0\x8F\xBF\xBF", false},
                                           {"\xF4\x90\x80\x80", false},
                                           {"\xF5\x80\x80\x80", false},
                                           {"\x80", false},
                                           {"\xE6\xBC", false},
                                           {"\xE6\xBC"
                                            "a",
                                            false}}) {
        EXPECT_EQ(is_valid_utf8(row.bytes), row.valid) << testing::PrintToString(row.bytes);
    }
}

}  // namespace
}  // namespace gazette::test
