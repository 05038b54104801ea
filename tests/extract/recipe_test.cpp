// Corpus recipes: the patterns and pointers they are made of, what is wrong with bad ones, and what
// a document becomes by one.
#include "indexer/extract/recipe.h"

#include "indexer/extract/byte_sources.h"
#include "indexer/extract/csv_row_reader.h"
#include "indexer/extract/json_path.h"
#include "indexer/extract/path_pattern.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

namespace gazette {
namespace {

std::string matched(std::string_view pattern, std::string_view path) {
    std::string error;
    const auto parsed = PathPattern::parse(pattern, error);
    if (!parsed) return "error: " + error;
    const auto captures = parsed->match(path);
    if (!captures) return "no";
    std::string out = "yes";
    for (const auto& [name, value] : *captures) out += " " + name + "=" + value;
    return out;
}

TEST(PathPattern, MatchesAndRemembers) {
    const struct {
        const char* pattern;
        const char* path;
        const char* result;
    } rows[] = {
        {"**/a.md", "a.md", "yes"},
        {"**/a.md", "/x/y/a.md", "yes"},
        {"**/a.md", "/x/ya.md", "no"},
        {"**/a.md", "/b.zip!/a.md", "yes"},
        {"*.md", "x/a.md", "no"},
        {"**", "/any/thing", "yes"},
        {"a?c", "aßc", "yes"},
        {"a?c", "a/c", "no"},
        {"**/{d:date}-{who}-{n:digits}.txt",
         "t/2020-03-18-bowen-chris-266.txt",
         "yes d=2020-03-18 who=bowen-chris n=266"},
        {"**/{d:date}.txt", "t/2020-3-18.txt", "no"},
        {"**/{title}({d:date}).md", "法/刑法(2)(2023-12-29).md", "yes title=刑法(2) d=2023-12-29"},
        {"**/works/{w}/v/{v}/{lang}.xml", "/a.tar!/works/1/v/2/en.xml", "yes w=1 v=2 lang=en"},
        {"{{x}", "{x}", "yes"},
        {"{a}{b}", "xyz", "yes a=x b=yz"},
        {"", "x", "error: a pattern has 1 to 500 bytes, not 0"},
        {"x/{a", "x", "error: '{' without '}' at byte 2"},
        {"{a:word}",
         "x",
         "error: \"{a:word}\" at byte 0 is no {name}, {name:date} or {name:digits}"},
        {"{a}/{a}", "x", "error: \"{a}\" at byte 4 is there twice"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(matched(row.pattern, row.path), row.result) << row.pattern << " on " << row.path;
    }
}

// Every way to fit stars and pieces into a path of one letter: it must end all the same.
TEST(PathPattern, IsNotCaughtInItsOwnStars) {
    std::string pattern;
    for (int i = 0; i < 60; ++i) pattern += "**a";
    EXPECT_EQ(matched(pattern + "b", std::string(2000, 'a')), "no");
    EXPECT_EQ(matched(pattern, std::string(2000, 'a')), "yes");
}

TEST(JsonPath, LeadsToValues) {
    const auto json = nlohmann::ordered_json::parse(
        R"({"a":{"b/c":1,"~":2},"list":[{"k":"x","v":3},{"k":"y","v":4,"n":7}],"en":5})");
    const struct {
        const char* path;
        const char* found;
    } rows[] = {
        {"", R"([{"a":{"b/c":1,"~":2},"list":[{"k":"x","v":3},{"k":"y","v":4,"n":7}],"en":5}])"},
        {"/a/b~1c", "[1]"},
        {"/a/~0", "[2]"},
        {"/a/*", "[1,2]"},
        {"/list/1/v", "[4]"},
        {"/list/2/v", "[]"},
        {"/list/01x/v", "[]"},
        {"/list/*/v", "[3,4]"},
        {"/list/[k=y]/v", "[4]"},
        {"/list/[k=y,n=7]/v", "[4]"},
        {"/list/[k=y,n=8]/v", "[]"},
        {"/list/[k={which}]/v", "[3]"},
        {"/{lang}", "[5]"},
        {"/none/*", "[]"},
    };
    for (const auto& row : rows) {
        std::string error;
        const auto path = JsonPath::parse(row.path, error);
        ASSERT_TRUE(path) << error;
        nlohmann::ordered_json found = nlohmann::ordered_json::array();
        for (const auto* value : path->find(json, {{"which", "x"}, {"lang", "en"}})) {
            found.push_back(*value);
        }
        EXPECT_EQ(found.dump(), row.found) << row.path;
    }
    std::string error;
    EXPECT_FALSE(JsonPath::parse("a", error));
    EXPECT_FALSE(JsonPath::parse("/~2", error));
    EXPECT_FALSE(JsonPath::parse("/[k]", error));
}

std::vector<std::string> rows_of(std::string_view text, bool backslash = false) {
    MemorySource source(text);
    CsvRowReader reader(source, 40, backslash);
    std::vector<std::string> rows;
    CsvRowReader::Row row;
    while (reader.next(row)) {
        std::string line = std::to_string(row.number) + (row.too_long ? " too long" : "");
        for (const std::string& field : row.fields) line += " [" + field + "]";
        rows.push_back(line);
    }
    if (reader.is_cut()) rows.emplace_back("cut");
    return rows;
}

TEST(CsvRowReader, ReadsRows) {
    using Rows = std::vector<std::string>;
    EXPECT_EQ(rows_of("a,b\r\n\"x,\"\"y\"\"\n\",2\n\n3,"),
              (Rows{"1 [a] [b]", "2 [x,\"y\"\n] [2]", "3 [3] []"}));
    EXPECT_EQ(rows_of("a;b,c\n1;2"), (Rows{"1 [a;b] [c]", "2 [1;2]"}));
    EXPECT_EQ(rows_of("\xEF\xBB\xBF"
                      "a\tb\tc\r1\t2\t3\r"),
              (Rows{"1 [a] [b] [c]", "2 [1] [2] [3]"}));
    EXPECT_EQ(rows_of("a,b\n\"x\\\"y\\\\\",2\n", true), (Rows{"1 [a] [b]", "2 [x\"y\\] [2]"}));
    EXPECT_EQ(rows_of("a\n" + std::string(50, 'x') + "\nb"),
              (Rows{"1 [a]", "2 too long", "3 [b]"}));
    EXPECT_EQ(rows_of("a,\"b\nc"), (Rows{"1 [a] [b\nc]", "cut"}));
    EXPECT_EQ(rows_of(""), Rows{});
}

// A recipe of one rule.
std::string recipe_with(const std::string& rule) {
    return R"({"recipe":1,"name":"r","title":"t","licence":"l","obtain":"o","applies_to":["**"],)"
           R"("rules":[)" +
           rule + "]}";
}

std::string error_of(const std::string& recipe) {
    try {
        parse_recipe(recipe, "r.json");
        return "";
    } catch (const RecipeError& error) {
        return error.what();
    }
}

TEST(Recipe, SaysWhereItIsWrong) {
    const struct {
        const char* rule;
        const char* error;
    } rows[] = {
        {R"({"paths":["a"],"fields":{"titel":"x"}})",
         "r.json: /rules/0/fields/titel: no field of a document; these are: id, "},
        {R"({"paths":["a"],"feilds":{}})",
         "r.json: /rules/0: \"feilds\" is not known here; known are "},
        {R"({"paths":["{a"]})", "r.json: /rules/0/paths/0: '{' without '}' at byte 0"},
        {R"({"paths":[]})", "r.json: /rules/0/paths: must name at least one path"},
        {R"({"paths":["a"],"format":"doc"})", "r.json: /rules/0/format: \"doc\" is no format; "},
        {R"({"paths":["a"],"fields":{"title":{"pointer":"x"}}})",
         "r.json: /rules/0/fields/title/pointer: a JSON pointer begins with '/', or is empty"},
        {R"({"paths":["a"],"fields":{"title":{"xpath":"//a["}}})",
         "r.json: /rules/0/fields/title/xpath: is no XPath 1.0: "},
        {R"({"paths":["a"],"fields":{"title":{"path":"x"}}})",
         "r.json: /rules/0/fields/title/path: no path of the rule has a piece {x}"},
        {R"({"paths":["a"],"fields":{"title":{"pointer":"/x","companion":"c"}}})",
         "r.json: /rules/0/fields/title/companion: the rule names no companion \"c\""},
        {R"({"paths":["a"],"fields":{"published":{"text":"1","calendar":"julian"}}})",
         "r.json: /rules/0/fields/published/calendar: is no calendar that is known"},
        {R"({"paths":["a"],"fields":{"title":{}}})",
         "r.json: /rules/0/fields/title: needs exactly one of pointer, xpath, path, text"},
        {R"({"paths":["a"],"records":"/x"})",
         "r.json: /rules/0/records: goes with the formats json"},
        {R"({"paths":["a"],"leave_out":""})", "r.json: /rules/0/leave_out: must say why"},
        {R"({"paths":["**"]},{"paths":["a"]})", "r.json: /rules/1: is never reached"},
        {R"({"paths":["a"],"ocr":""})", "r.json: /rules/0/ocr: must name languages of Tesseract"},
        {R"(7)", "r.json: /rules/0: must be an object"},
        {R"({"paths":["a"],"segments":{"each":{"pointer":"/x"},"kind":"verse","text":["x"]}})",
         "r.json: /rules/0/segments/kind: is no kind of segment"},
    };
    for (const auto& row : rows) {
        const std::string error = error_of(recipe_with(row.rule));
        EXPECT_TRUE(error.starts_with(row.error)) << row.rule << "\n  gives: " << error;
    }
    EXPECT_EQ(error_of("{"),
              "r.json: not JSON, at byte 2: syntax error while parsing object key - "
              "unexpected end of input; expected string literal");
    EXPECT_EQ(error_of(R"({"recipe":2})"),
              "r.json: /recipe: this program knows recipes of version 1");
    EXPECT_EQ(error_of(recipe_with(R"({"paths":["a"]})")), "");
}

// What the recipe's first rule makes of the bytes.
Extracted by_recipe(const std::string& rule,
                    const std::string& bytes,
                    std::string media_type = std::string(kRecipeRecordMediaType),
                    std::vector<Companion> companions = {},
                    PathCaptures captures = {}) {
    const Recipe recipe = parse_recipe(recipe_with(rule), "r.json");
    Input input;
    input.uri = "/archive/x";
    input.default_id = "x";
    input.media_type = std::move(media_type);
    input.bytes = bytes;
    input.recipe = {recipe.rules.at(0).json, std::move(captures), std::move(companions)};
    return extract(input);
}

TEST(RecipeReading, MapsARecord) {
    const Document document = test::document_of(by_recipe(
        R"({"paths":["**"],"format":"json",
            "fields":{"id":{"pointer":"/no","prefix":"case/"},"title":[{"pointer":"/none"},{"pointer":"/head"}],
                      "published":{"pointer":"/day","calendar":"roc"},"lang":"zh-Hant",
                      "status":{"pointer":"/state","map":{"廢":"repealed"}}},
            "defaults":{"kind":"case"},
            "identifiers":[{"scheme":"cite","value":{"pointer":"/cites","split":";"}}],
            "subjects":[{"scheme":"s","code":{"pointer":"/tags/*/id"},"label":{"pointer":"/tags/*/name"}}],
            "metadata":{"judges":{"pointer":"/judges"}},
            "text":[{"pointer":"/facts"},{"first":[{"pointer":"/html","markup":"html"},{"pointer":"/plain"}]}]})",
        R"({"no":7,"head":" 判決 ","day":"110年8月20日","state":"廢","cites":"a ; b","tags":[{"id":1,"name":"x"},
            {"id":2,"name":"y"}],"judges":["甲","乙"],"facts":"事實","html":"<p>理由<b>一</b></p>","plain":"不用","other":{"z":1}})"));
    EXPECT_EQ(document.id, "case/7");
    EXPECT_EQ(document.title, "判決");
    EXPECT_EQ(document.lang, "zh-Hant");
    EXPECT_EQ(to_string(document.published), "2021-08-20");
    EXPECT_EQ(document.status, "repealed");
    EXPECT_EQ(document.kind, "case");
    EXPECT_EQ(document.text, "事實\n\n理由一");
    EXPECT_EQ(document.identifiers, (std::vector<Identifier>{{"cite", "a"}, {"cite", "b"}}));
    EXPECT_EQ(document.subjects, (std::vector<Subject>{{"s", "1", "x"}, {"s", "2", "y"}}));
    EXPECT_EQ(document.metadata_json, R"({"other":{"z":1},"judges":["甲","乙"]})");
}

TEST(RecipeReading, MakesSegmentsOfARecordAndOfXml) {
    const Document debate = test::document_of(by_recipe(
        R"({"paths":["**"],"format":"json","segments":{"each":{"pointer":"/events/*"},
            "label":{"pointer":"/who"},"text":[{"pointer":"/text"},{"pointer":"/more"}]}})",
        R"({"events":[{"who":"A","text":"one","more":"two"},{"who":"B","text":""},{"text":"three"}]})"));
    EXPECT_EQ(debate.text, "one\n\ntwo\n\nthree");
    ASSERT_EQ(debate.segments.size(), 2u);
    EXPECT_EQ(debate.segments[0].label, "A");
    EXPECT_EQ(debate.segments[0].end, 8u);
    EXPECT_EQ(debate.segments[1].begin, 10u);

    const Document words = test::document_of(
        by_recipe(R"({"paths":["**"],"format":"xml","fields":{"title":{"xpath":"/r/@name"}},
                      "segments":{"each":{"xpath":"//s"},"text":[{"xpath":"w","join":" "}]}})",
                  R"(<r name="N"><s><w>Le</w><p>D</p><w>roi</w></s><s><w>dort</w></s></r>)",
                  "application/xml"));
    EXPECT_EQ(words.title, "N");
    EXPECT_EQ(words.text, "Le roi\n\ndort");
}

TEST(RecipeReading, TakesMetadataFromFilesBesideTheDocument) {
    const std::string rule = R"({"paths":["**/{lang}.html"],
        "companions":{"meta":"{dir}/meta.json","doc":"{dir}/x.xml","gone":"{dir}/gone.json"},
        "fields":{"title":{"companion":"meta","pointer":"/expressions/[language={lang}]/title"},
                  "published":{"companion":"doc","xpath":"//DATE/@ISO"},
                  "url":{"companion":"gone","pointer":"/url"},"lang":{"path":"lang"}}})";
    const Document document = test::document_of(by_recipe(
        rule,
        "<html lang=en><title>Site</title><body><p>Texte.</p></body></html>",
        "text/html",
        {{"doc", "/a/x.xml", R"(<D><DATE ISO="20130513"/></D>)", ""},
         {"gone", "/a/gone.json", "", "it is not there"},
         {"meta",
          "/a/meta.json",
          R"({"expressions":[{"language":"en","title":"E"},{"language":"fr","title":"F"}]})",
          ""}},
        {{"lang", "fr"}}));
    EXPECT_EQ(document.title, "F");
    EXPECT_EQ(document.lang, "fr");
    EXPECT_EQ(to_string(document.published), "2013-05-13");
    EXPECT_EQ(document.metadata_json, R"({"stated_lang":"en","stated_title":"Site"})");
    EXPECT_EQ(document.origin.warnings,
              std::vector<std::string>{"the metadata beside it, /a/gone.json: it is not there"});
}

TEST(RecipeReading, KeepsWhatCannotBeReadAndSaysSo) {
    const Document document = test::document_of(by_recipe(
        R"({"paths":["**"],"format":"json","fields":{"published":{"pointer":"/d"},"lang":{"pointer":"/l"}},
            "text":[{"pointer":"/t"}]})",
        R"({"d":"soon","l":"klingon language","t":"text"})"));
    EXPECT_FALSE(document.published.known());
    EXPECT_EQ(document.metadata_json,
              R"({"recipe_lang":"klingon language","recipe_published":"soon"})");
    EXPECT_EQ(document.origin.warnings.size(), 2u);
    EXPECT_EQ(test::rejection_of(
                  by_recipe(R"({"paths":["**"],"text":[{"pointer":"/t"}]})", R"({"x":1})")),
              "missing_field");
    EXPECT_EQ(test::rejection_of(by_recipe(R"({"paths":["**"],"text":[{"pointer":"/t"}]})", "{")),
              "damaged");
}

TEST(RecipeReading, TakesFrontMatterAndYaml) {
    const Document law = test::document_of(
        by_recipe(R"({"paths":["**"],"fields":{"effective":{"pointer":"/extra/from"}}})",
                  "---\ntitle: T\nextra:\n  from: 2002-02-08\n---\n\nText.\n",
                  "text/markdown"));
    EXPECT_EQ(law.title, "T");
    EXPECT_EQ(to_string(law.effective), "2002-02-08");
    const Document yaml = test::document_of(by_recipe(
        R"({"paths":["**"],"format":"yaml","fields":{"title":{"pointer":"/name"}},"text":[{"pointer":"/parts"}]})",
        "name: N\nparts:\n- one\n- two\n"));
    EXPECT_EQ(yaml.title, "N");
    EXPECT_EQ(yaml.text, "one\n\ntwo");
}

TEST(Recipes, ExampleOfTheGuideIsOne) {
    const std::string guide = test::file_bytes(test::source_dir() / "docs" / "recipes.md");
    const std::size_t begin = guide.find("```json\n") + 8;
    const Recipe recipe =
        parse_recipe(guide.substr(begin, guide.find("```", begin) - begin), "docs/recipes.md");
    EXPECT_EQ(recipe.rules.size(), 5u);  // and the one for the rest
}

TEST(Recipes, OfTheProgramAreWhatTheSchemaSays) {
    const auto schema_json = nlohmann::json::parse(
        test::file_bytes(test::source_dir() / "schemas" / "recipe.schema.json"));
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json),
                                            schema);
    const auto allowed = [&](const std::string& text) {
        const auto json = nlohmann::json::parse(text);
        return valijson::Validator().validate(
            schema, valijson::adapters::NlohmannJsonAdapter(json), nullptr);
    };
    std::size_t count = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(test::source_dir() / "corpora" / "recipes")) {
        const std::string text = test::file_bytes(file.path());
        const Recipe recipe = parse_recipe(text, file.path().filename());
        EXPECT_EQ(recipe.name, file.path().stem());
        EXPECT_TRUE(allowed(text)) << file.path();
        ++count;
    }
    EXPECT_GE(count, 29u);
    for (const char* rule : {R"({"paths":["a"],"feilds":{}})",
                             R"({"paths":[]})",
                             R"({"paths":["a"],"format":"doc"})",
                             R"({"paths":["a"],"fields":{"titel":"x"}})",
                             R"({"paths":["a"],"fields":{"title":{"pointer":1}}})"}) {
        EXPECT_FALSE(allowed(recipe_with(rule))) << rule;
    }
}

}  // namespace
}  // namespace gazette
