// What is known around an input fills what the document leaves empty, and nothing else.
#include "indexer/extract/registry.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

Document read(const std::string& media_type, const std::string& bytes, const InputFacts& facts) {
    Input input{"/a/page", "a/page", "a", media_type, bytes, facts, {}};
    Extracted extracted = extract(input);
    EXPECT_TRUE(std::holds_alternative<Document>(extracted));
    return std::get<Document>(std::move(extracted));
}

InputFacts some_facts() {
    InputFacts facts;
    facts.url = "https://example.org/a";
    facts.title = "From outside";
    facts.lang = "FR_ca";
    facts.published = "2019-05-07T10:00:00Z";
    facts.fetched = "2020-01-02";
    facts.kind = "news";
    facts.source = "example.org";
    facts.publisher = "Example";
    facts.jurisdiction = "CA";
    facts.rights = "CC BY 4.0";
    facts.warnings = {"cut by the crawler"};
    return facts;
}

TEST(InputFacts, FillWhatTheDocumentLeavesEmpty) {
    const Document document = read("text/html", "<p>Une phrase.</p>", some_facts());
    EXPECT_EQ(document.url, "https://example.org/a");
    EXPECT_EQ(document.title, "From outside");
    EXPECT_EQ(document.lang, "fr-CA");
    EXPECT_EQ(document.lang_source, LanguageSource::declared);
    EXPECT_EQ(to_string(document.published), "2019-05-07");
    EXPECT_EQ(document.kind, "news");
    EXPECT_EQ(document.source, "example.org");
    EXPECT_EQ(document.publisher, "Example");
    EXPECT_EQ(document.origin.warnings, std::vector<std::string>{"cut by the crawler"});
    EXPECT_EQ(document.jurisdiction, "CA");
    EXPECT_EQ(document.rights, "CC BY 4.0");
    EXPECT_EQ(document.metadata_json, R"({"fetched":"2020-01-02"})");
    EXPECT_EQ(to_string(document.fetched), "2020-01-02");
}

TEST(InputFacts, GiveWayToWhatTheDocumentSays) {
    const std::string page =
        R"(<html lang="de"><head><title>Eigener Titel</title>)"
        R"(<link rel="canonical" href="https://example.org/own">)"
        R"(<meta property="article:published_time" content="2001-02-03"></head>)"
        "<body><p>Ein Satz.</p></body></html>";
    const Document document = read("text/html", page, some_facts());
    EXPECT_EQ(document.title, "Eigener Titel");
    EXPECT_EQ(document.lang, "de");
    EXPECT_EQ(document.url, "https://example.org/own");
    EXPECT_EQ(to_string(document.published), "2001-02-03");
}

TEST(InputFacts, ThatCannotBeReadAreKeptWithAWarning) {
    InputFacts facts;
    facts.lang = "English (UK)";
    facts.published = "yesterday";
    const Document document = read("text/plain", "A line.\n", facts);
    EXPECT_EQ(document.lang_source, LanguageSource::unknown);
    EXPECT_FALSE(document.published.known());
    EXPECT_EQ(document.metadata_json,
              "{\"stated_language\":\"English (UK)\",\"stated_date\":\"yesterday\"}");
    EXPECT_EQ(document.origin.warnings.size(), 2u);
}

}  // namespace
}  // namespace gazette
