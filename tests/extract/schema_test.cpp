// The schema and the reader of records must agree on what a record is.
#include "indexer/extract/skip_reason.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

namespace gazette {
namespace {

class DocumentSchema : public testing::Test {
  protected:
    void SetUp() override {
        text_ = nlohmann::json::parse(
            test::file_bytes(test::source_dir() / "schemas" / "document.schema.json"));
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text_), schema_);
    }
    bool allows(const nlohmann::json& record) {
        valijson::Validator validator;
        return validator.validate(
            schema_, valijson::adapters::NlohmannJsonAdapter(record), nullptr);
    }
    nlohmann::json text_;
    valijson::Schema schema_;
};

TEST_F(DocumentSchema, ItsExamplesAreValidAndAreRead) {
    ASSERT_FALSE(text_["examples"].empty());
    for (const auto& example : text_["examples"]) {
        EXPECT_TRUE(allows(example)) << example;
        const Document document = test::document_of(test::read("example.json", example.dump()));
        EXPECT_TRUE(document.origin.warnings.empty()) << example;
    }
}

TEST_F(DocumentSchema, AgreesWithTheReader) {
    const char* rows[] = {
        R"({"id":"x","text":"a"})",
        R"({"id":7,"text":"a","lang":null,"other":{"a":1}})",
        R"({"id":"x","text":"a","date":2019,"modified":"x"})",
        R"({"id":"x","segments":[{"text":"a"}]})",
        R"({"id":"x","title":"t"})",
        R"({"id":"x","text":null})",
        R"({"id":"x","segments":[]})",
        R"({"id":"x","text":1})",
        R"({"id":true,"text":"a"})",
        R"({"id":"x","text":"a","title":4})",
        R"({"id":"x","text":"a","date":[2019]})",
        R"({"id":"x","text":"a","segments":"none"})",
        R"({"id":"x","text":"a","segments":[{"begin":0,"end":1,"kind":"chapter"}]})",
        R"({"id":"x","text":"a","segments":[{"begin":0,"end":1,"note":"x"}]})",
        R"({"id":"x","text":"a","segments":[{"begin":-1,"end":1}]})",
        R"({"id":"x","text":"a","metadata":"m"})",
        R"({"id":"x","text":"a","identifiers":[{"scheme":"eli","value":"e"},{}]})",
        R"({"id":"x","text":"a","identifiers":{"scheme":"eli"}})",
        R"({"id":"x","text":"a","relations":[{"type":"amends","target":null}]})",
        R"({"id":"x","text":"a","relations":[{"kind":"amends"}]})",
        R"({"id":"x","text":"a","subjects":[{"label":1}]})",
        R"({"id":"x","text":"a","subjects":["courts"]})",
        R"({"id":"x","text":"a","segments":[{"begin":0,"end":1,"lang":"fr"}]})",
        R"(["id"])",
    };
    for (const char* row : rows) {
        const bool read = test::rejection_of(test::read("a.json", row)).empty();
        EXPECT_EQ(allows(nlohmann::json::parse(row)), read) << row;
    }
}

// Names in the first column of the table under `title`.
std::vector<std::string> listed(const std::string& text, const std::string& title) {
    std::vector<std::string> names;
    std::istringstream lines(text.substr(text.find("| " + title + " |")));
    for (std::string line; std::getline(lines, line) && line.starts_with("|");) {
        const std::size_t end = line.find("` |");
        if (line.starts_with("| `") && end != std::string::npos)
            names.push_back(line.substr(3, end - 3));
    }
    return names;
}

TEST(CodesOfInputs, AreListedInTheContracts) {
    const std::string readme = test::file_bytes(test::source_dir() / "schemas" / "README.md");
    std::vector<std::string> rejections;
    for (int i = 0; i <= static_cast<int>(kLastRejectionCode); ++i) {
        rejections.emplace_back(name_of(static_cast<RejectionCode>(i)));
    }
    std::vector<std::string> skips;
    for (int i = 0; i <= static_cast<int>(kLastSkipReason); ++i) {
        skips.emplace_back(name_of(static_cast<SkipReason>(i)));
    }
    std::vector<std::string> in_order = listed(readme, "rejected because | when");
    std::sort(in_order.begin(), in_order.end());
    std::sort(rejections.begin(), rejections.end());
    EXPECT_EQ(in_order, rejections);
    EXPECT_EQ(listed(readme, "skipped because | when"), skips);
}

}  // namespace
}  // namespace gazette
