#include "tests/extract/reading.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gazette {
namespace {

using test::detail_of;
using test::document_of;
using test::read;
using test::rejection_of;

Extracted record(const std::string& json) {
    return read("a.json", json);
}

TEST(JsonRecord, TakesEveryNamedField) {
    const Document document = document_of(record(
        R"({"id":"r1","title":"T","text":"Body.","lang":"DE-at","date":"2019-05","effective":2020,
            "modified":"2021-02-03T10:00:00Z","url":"https://example.org/1","source":"Gazette",
            "kind":"law","publisher":"Ministry","jurisdiction":"at","collection":"laws",
            "work_id":"eli/at/1","rights":"CC0"})"));
    EXPECT_EQ(document.id, "r1");
    EXPECT_EQ(document.title, "T");
    EXPECT_EQ(document.text, "Body.");
    EXPECT_EQ(document.lang, "de-AT");
    EXPECT_EQ(document.lang_source, LanguageSource::declared);
    EXPECT_EQ(to_string(document.published), "2019-05");
    EXPECT_EQ(to_string(document.effective), "2020");
    EXPECT_EQ(to_string(document.modified), "2021-02-03");
    EXPECT_EQ(document.url, "https://example.org/1");
    EXPECT_EQ(document.source, "Gazette");
    EXPECT_EQ(document.kind, "law");
    EXPECT_EQ(document.publisher, "Ministry");
    EXPECT_EQ(document.jurisdiction, "at");
    EXPECT_EQ(document.collection, "laws");
    EXPECT_EQ(document.work_id, "eli/at/1");
    EXPECT_EQ(document.rights, "CC0");
    EXPECT_EQ(document.metadata_json, "");
    EXPECT_EQ(document.origin.extractor, "json_record");
    EXPECT_EQ(document.origin.uri, "/archive/a.json");
    EXPECT_TRUE(document.origin.warnings.empty());
}

TEST(JsonRecord, KeepsTextByteForByte) {
    const std::string text =
        "  Zwei\r\n\tZeilen \xC2\xA0 e\xCC\x81 \xF0\x9F\x98\x80 "
        "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 "
        "\xE4\xB8\xAD\xE6\x96\x87 \xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2 ";
    const nlohmann::json json = {{"id", "x"}, {"title", "t"}, {"text", text}};
    EXPECT_EQ(document_of(record(json.dump())).text, text);
    EXPECT_EQ(document_of(record(json.dump(-1, ' ', true))).text, text) << "escaped as ASCII";
}

TEST(JsonRecord, KeepsUnknownMembersAsMetadata) {
    const Document document = document_of(record(
        R"({"id":"x","title":"t","text":"b","number":7,"tags":["a","b"],"nothing":null,
            "metadata":{"pages":3}})"));
    EXPECT_EQ(document.metadata_json, R"({"pages":3,"number":7,"tags":["a","b"]})");
}

struct Refused {
    const char* json;
    const char* code;
    const char* words;  // in the detail
};

TEST(JsonRecord, RefusesWithTheReason) {
    const Refused rows[] = {
        {"", "empty", "no bytes"},
        {"   \n", "empty", ""},
        {R"({"id":"x","title":"t"})", "missing_field", "\"text\""},
        {R"({"id":"x","text":null})", "missing_field", "\"text\""},
        {R"({"id":"x","text":""})", "empty", ""},
        {R"({"id":"x","text":" \n\t　","title":" "})", "empty", ""},
        {R"({"id":"x","text":5})", "bad_field", "\"text\" must be a string, not number"},
        {R"({"id":"x","text":"a","title":["t"]})", "bad_field", "\"title\""},
        {R"({"id":{},"text":"a"})", "bad_field", "\"id\""},
        {R"({"id":1.5,"text":"a"})", "bad_field", "\"id\""},
        {R"({"id":"x","text":"a","lang":7})", "bad_field", "\"lang\""},
        {R"({"id":"x","text":"a","date":true})", "bad_field", "\"date\""},
        {R"({"id":"x","text":"a","metadata":[]})", "bad_field", "\"metadata\""},
        {R"({"id":"x","text":"a","segments":{}})", "bad_field", "\"segments\""},
        {R"({"id":"x","text":"a","id":"y"})", "damaged", "\"id\" is given twice"},
        {R"({"id":"x","text":"a","o":{"k":1,"k":2}})", "damaged", "\"k\" is given twice"},
        {R"({"id":"x","text":"a"} trailing)", "damaged", "byte"},
        {R"({"id":"x","text":"a")", "damaged", "byte"},
        {R"({"id":"x","text":NaN})", "damaged", "byte"},
        {R"({"id":"x","n":1e999,"text":"a"})", "damaged", ""},
        {R"(["text"])", "damaged", "must be a JSON object, not array"},
        {R"("text")", "damaged", "must be a JSON object, not string"},
        {"{\"id\":\"x\",\"text\":\"a\nb\"}", "damaged", "control character"},
    };
    for (const Refused& row : rows) {
        const Extracted extracted = record(row.json);
        EXPECT_EQ(rejection_of(extracted), row.code) << row.json;
        EXPECT_NE(detail_of(extracted).find(row.words), std::string::npos)
            << row.json << ": " << detail_of(extracted);
    }
}

TEST(JsonRecord, SeesANameThatIsGivenTwiceAmongManyOrFew) {
    const auto with_names = [](int names, int again) {
        std::string json = R"({"id":"x","text":"a")";
        for (int i = 0; i < names; ++i) json += ",\"n" + std::to_string(i) + "\":1";
        if (again >= 0) json += ",\"n" + std::to_string(again) + "\":2";
        return json + "}";
    };
    for (const int names : {1, 12, 13, 14, 15, 16, 17, 40}) {
        EXPECT_EQ(rejection_of(record(with_names(names, -1))), "") << names;
        for (int again = 0; again < names; ++again) {
            EXPECT_EQ(rejection_of(record(with_names(names, again))), "damaged")
                << names << " " << again;
        }
    }
}

TEST(JsonRecord, CountsTheLevelsOfNesting) {
    const auto nested = [](std::size_t depth) {
        return R"({"id":"x","title":"t","text":"a","deep":)" + test::repeated("[", depth) +
               test::repeated("]", depth) + "}";
    };
    EXPECT_EQ(rejection_of(record(nested(99))), "");
    EXPECT_EQ(rejection_of(record(nested(100))), "damaged");
    EXPECT_NE(detail_of(record(nested(100000))).find("100 levels"), std::string::npos);
}

TEST(JsonRecord, IdMayBeANumberOrMissing) {
    EXPECT_EQ(document_of(record(R"({"id":17,"text":"a"})")).id, "17");
    EXPECT_EQ(document_of(record(R"({"id":-3,"text":"a"})")).id, "-3");
    EXPECT_EQ(document_of(record(R"({"id":123456789012345678901234567890,"text":"a"})")).id,
              "123456789012345678901234567890");
    const Document by_url = document_of(record(R"({"url":"https://example.org/7","text":"a"})"));
    EXPECT_EQ(by_url.id, "https://example.org/7");
    EXPECT_EQ(by_url.origin.warnings.size(), 1u);
    const Document by_place = document_of(record(R"({"id":" ","text":"a"})"));
    EXPECT_EQ(by_place.id, "a.json");
    EXPECT_EQ(by_place.origin.warnings.size(), 1u);
}

TEST(JsonRecord, ATitleWithoutTextIsIndexedWithAWarning) {
    const Document document = document_of(record(R"({"id":"x","title":"Only this","text":""})"));
    EXPECT_EQ(document.title, "Only this");
    EXPECT_EQ(document.text, "");
    EXPECT_EQ(document.origin.warnings.size(), 1u);
}

TEST(JsonRecord, AnImpossibleDateIsKeptInTheMetadata) {
    for (const char* date : {"2021-02-30", "May 2019", "0", "2019-13", "31.12.2019"}) {
        const Document document = document_of(
            record(R"({"id":"x","title":"t","text":"a","date":")" + std::string(date) + "\"}"));
        EXPECT_FALSE(document.published.known()) << date;
        EXPECT_EQ(document.origin.warnings.size(), 1u) << date;
        EXPECT_EQ(document.metadata_json, R"({"date":")" + std::string(date) + "\"}");
    }
    const Document both = document_of(
        record(R"({"id":"x","title":"t","text":"a","date":"2018","published":"2019-01-02"})"));
    EXPECT_EQ(to_string(both.published), "2019-01-02");
    EXPECT_EQ(both.metadata_json, R"({"date":"2018"})");
    EXPECT_EQ(both.origin.warnings.size(), 1u);
}

TEST(JsonRecord, ALanguageThatIsNoTagIsKeptInTheMetadata) {
    const Document document = document_of(record(R"({"id":"x","text":"a","lang":"English"})"));
    EXPECT_EQ(document.lang, "und");
    EXPECT_EQ(document.metadata_json, R"({"lang":"English"})");
    EXPECT_EQ(document.origin.warnings.size(), 1u);
}

TEST(JsonRecord, RepairsHalvesOfSurrogatePairsAndCountsThem) {
    const Document document = document_of(
        record(R"({"id":"x","title":"t","text":"a\ud800b\udc00c\ud83d\ude00d\\ud800e\uD800"})"));
    EXPECT_EQ(document.text,
              "a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD"
              "c\xF0\x9F\x98\x80"
              "d\\ud800e\xEF\xBF\xBD");
    ASSERT_EQ(document.origin.warnings.size(), 1u);
    EXPECT_EQ(document.origin.warnings[0], "3 halves of surrogate pairs became U+FFFD");
}

TEST(JsonRecord, RepairsIllFormedUtf8AndCountsIt) {
    const std::string mostly_good = test::repeated("müde ", 100);
    const Document document = document_of(
        record("{\"id\":\"x\",\"title\":\"t\",\"text\":\"" + mostly_good + "\xC3(\xFF\"}"));
    EXPECT_EQ(document.text, mostly_good + "\xEF\xBF\xBD(\xEF\xBF\xBD");
    ASSERT_EQ(document.origin.warnings.size(), 1u);
    EXPECT_EQ(document.origin.warnings[0], "2 ill-formed UTF-8 sequences became U+FFFD");
}

TEST(JsonRecord, StaysUtf8WhereOneByteOfAShortTextIsBad) {
    const Document document =
        document_of(record("{\"id\":\"x\",\"title\":\"t\",\"text\":\"müde\xFF\"}"));
    EXPECT_EQ(document.text, "müde\xEF\xBF\xBD");
}

TEST(JsonRecord, AcceptsAByteOrderMark) {
    EXPECT_EQ(document_of(record("\xEF\xBB\xBF{\"id\":\"x\",\"text\":\"a\"}")).text, "a");
}

TEST(JsonRecord, SegmentsBringTheirTextOrTheirRange) {
    const Document own = document_of(record(
        R"({"id":"x","title":"t","segments":[{"id":"a1","label":"Art. 1","kind":"article","text":"Eins"},
            {"kind":"annex","page":9,"text":"Zwei"}]})"));
    EXPECT_EQ(own.text, "Eins\n\nZwei");
    ASSERT_EQ(own.segments.size(), 2u);
    EXPECT_EQ(own.segments[0].label, "Art. 1");
    EXPECT_EQ(own.segments[0].kind, SegmentKind::article);
    EXPECT_EQ(own.segments[1].id, "s2");
    EXPECT_EQ(own.segments[1].page, 9u);
    EXPECT_EQ(own.text.substr(own.segments[1].begin), "Zwei");
    const Document ranges = document_of(record(
        R"({"id":"x","title":"t","text":"äbc","segments":[{"id":"b","begin":2,"end":4},{"id":"a","begin":0,"end":2}]})"));
    ASSERT_EQ(ranges.segments.size(), 2u);
    EXPECT_EQ(ranges.segments[0].id, "a") << "in order of the text";
}

TEST(JsonRecord, RefusesSegmentsThatDoNotLieInTheText) {
    const Refused rows[] = {
        {R"([{"id":"a","begin":0,"end":9}])", "bad_field", "outside"},
        {R"([{"id":"a","begin":2,"end":1}])", "bad_field", "outside"},
        {R"([{"id":"a","begin":0,"end":1}])", "bad_field", "cuts a character"},
        {R"([{"id":"a","begin":0,"end":3},{"id":"b","begin":2,"end":4}])", "bad_field", "overlaps"},
        {R"([{"id":"a","begin":0,"end":2},{"id":"a","begin":2,"end":4}])", "bad_field", "twice"},
        {R"([{"id":"a","begin":0}])", "bad_field", "\"begin\" and \"end\""},
        {R"([{"id":"a","text":"t"}])", "bad_field", "\"begin\" and \"end\""},
        {R"([{"begin":-1,"end":2}])", "bad_field", "segments[0].begin"},
        {R"([{"begin":0,"end":2,"kind":"chapter"}])", "bad_field", "kind"},
        {R"([{"begin":0,"end":2,"extra":1}])", "bad_field", "segments[0].extra"},
        {R"([7])", "bad_field", "segments[0]"},
    };
    for (const Refused& row : rows) {
        const Extracted extracted = record(R"({"id":"x","title":"t","text":"äbc","segments":)" +
                                           std::string(row.json) + "}");
        EXPECT_EQ(rejection_of(extracted), row.code) << row.json;
        EXPECT_NE(detail_of(extracted).find(row.words), std::string::npos)
            << row.json << ": " << detail_of(extracted);
    }
}

TEST(JsonRecord, ManyMembersTakeLinearTime) {
    std::string json = R"({"id":"x","title":"t","text":"a")";
    for (int i = 0; i < 200000; ++i) json += ",\"k" + std::to_string(i) + "\":1";
    EXPECT_EQ(document_of(record(json + "}")).id, "x");
}

}  // namespace
}  // namespace gazette
