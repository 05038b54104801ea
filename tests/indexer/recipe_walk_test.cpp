// Archives that are read by corpus recipes, from folders and from containers.
#include "indexer/recipe_walk.h"

#include "indexer/walk_state.h"
#include "tests/indexer/index_fixture.h"
#include "tests/support/archive_builder.h"
#include "tests/support/source_dir.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace gazette::test {
namespace {

using Outcomes = std::map<std::string, std::string>;

constexpr std::string_view kRecipe =
    R"({"recipe":1,"name":"r","title":"t","licence":"l","obtain":"o",
  "applies_to":["**"],"fields":{"kind":"law"},"rules":[
  {"paths":["**/meta.json"],"companion":true},
  {"paths":["**/notes/**"],"leave_out":"notes of the editors"},
  {"paths":["**/{number:digits}.txt"],"companions":{"meta":"{dir}/meta.json"},
   "fields":{"title":{"companion":"meta","pointer":"/{number}"}}},
  {"paths":["**/*.csv"],"format":"csv","fields":{"id":{"pointer":"/no"}},"text":[{"pointer":"/words"}]},
  {"paths":["**/all.json"],"format":"json","records":"/items/*","fields":{"id":{"pointer":"/n"}},"text":[{"pointer":"/t"}]},
  {"paths":["**/*.jsonl"],"fields":{"id":{"pointer":"/n"}},"text":[{"pointer":"/t"}]}]})";

RecipeSet recipes(std::string_view text = kRecipe) {
    return RecipeSet({parse_recipe(text, "r.json")});
}

// The files of one archive; the metadata stand behind what they describe.
const std::map<std::string, std::string> kFiles = {
    {"a/1.txt", "first words of it"},
    {"a/2.txt", "second words of it"},
    {"a/meta.json", R"({"1":"One","2":"Two"})"},
    {"a/notes/n.txt", "a note"},
    {"b/3.txt", "third words"},
    {"t.csv", "no,words\nr1,\"red, green\"\nr2,blue\n"},
    {"all.json", R"({"items":[{"n":"j1","t":"yellow"},{"n":"j2"}]})"},
    {"l.jsonl", "{\"n\":\"l1\",\"t\":\"grey\"}\n"},
};

const Outcomes kOutcomes = {
    {"a/1.txt", "indexed"},
    {"a/2.txt", "indexed"},
    {"a/meta.json", "skipped metadata"},
    {"a/notes/n.txt", "skipped left_out"},
    {"b/3.txt", "indexed"},
    {"t.csv", "container"},
    {"t.csv#r1", "indexed"},
    {"t.csv#r2", "indexed"},
    {"all.json", "container"},
    {"all.json#j1", "indexed"},
    {"all.json:2", "rejected missing_field"},
    {"l.jsonl", "container"},
    {"l.jsonl#l1", "indexed"},
};

IndexReport run(const IndexFixture& fixture, RecipeSet set = recipes()) {
    IndexOptions options = fixture.options();
    options.recipes = std::move(set);
    return run_index(options);
}

TEST(RecipeWalk, ReadsAFolder) {
    const IndexFixture fixture;
    for (const auto& [name, bytes] : kFiles) fixture.write(name, bytes);
    run(fixture);
    EXPECT_EQ(fixture.outcomes(), kOutcomes);
    const auto rows = fixture.rows();
    EXPECT_EQ(rows.at("a/1.txt").kind, "law");
    EXPECT_EQ(rows.at("b/3.txt").warnings.find("the metadata beside it, "), 0u);
    EXPECT_EQ(fixture.documents().at("r1"), "red, green");
    EXPECT_TRUE(fixture.findings().empty());
}

TEST(RecipeWalk, ReadsAnArchiveAsItReadsAFolder) {
    const IndexFixture fixture;
    std::vector<ArchiveEntry> entries;
    for (const auto& [name, bytes] : kFiles) {
        entries.push_back({name, bytes, ArchiveEntry::Type::file, {}});
    }
    fixture.write("x.zip", make_archive("zip", entries));
    run(fixture);
    Outcomes expected = {{"x.zip", "container"}};
    for (const auto& [name, outcome] : kOutcomes) expected["x.zip!/" + name] = outcome;
    EXPECT_EQ(fixture.outcomes(), expected);
    // In an archive in an archive too.
    const IndexFixture nested;
    nested.write(
        "y.tar",
        make_archive("pax",
                     {{"x.zip", make_archive("zip", entries), ArchiveEntry::Type::file, {}}}));
    run(nested);
    EXPECT_EQ(nested.documents().size(), fixture.documents().size());
    EXPECT_EQ(nested.rows().at("y.tar!/x.zip!/a/1.txt").warnings, "");
}

TEST(RecipeWalk, ReadsAgainWhatTheRecipeOrTheMetadataChange) {
    const IndexFixture fixture;
    for (const auto& [name, bytes] : kFiles) fixture.write(name, bytes);
    run(fixture);
    EXPECT_EQ(run(fixture).added, 0u);
    EXPECT_EQ(run(fixture).replaced, 0u);
    fixture.write("a/meta.json", R"({"1":"One","2":"Other"})");
    EXPECT_EQ(run(fixture).replaced, 2u);
    std::string changed(kRecipe);
    changed.replace(changed.find("\"law\""), 5, "\"case\"");
    // Three texts, two rows, one record each of two files.
    EXPECT_EQ(run(fixture, recipes(changed)).replaced, 7u);
    // Without the recipe the records have no text, and the notes are read.
    const IndexReport report = run(fixture, {});
    EXPECT_EQ(report.added, 1u);
    EXPECT_EQ(fixture.outcomes().at("a/notes/n.txt"), "indexed");
    EXPECT_TRUE(fixture.findings().empty());
}

TEST(RecipeWalk, SaysInWhichLanguagesPicturesAreRead) {
    const RecipeSet set = recipes(
        R"({"recipe":1,"name":"r","title":"t","licence":"l","obtain":"o","applies_to":["**"],
            "ocr":"deu","rules":[{"paths":["**/fr/*"],"ocr":"fra+eng"},{"paths":["**/de/*"]}]})");
    EXPECT_EQ(set.find("/x/fr/a.pdf").rule->ocr, "fra+eng");
    EXPECT_EQ(set.find("/x/de/a.pdf").rule->ocr, "deu");
    EXPECT_EQ(set.find("/x/a.pdf").rule->ocr, "deu");
    EXPECT_EQ(set.ocr_languages(),
              (std::map<std::string, std::string>{{"deu", "r"}, {"fra+eng", "r"}}));

    const IndexFixture fixture;
    fixture.write("a.txt", "a");
    run(fixture);
    LedgerReader ledger(fixture.index(), LedgerReader::Newest{1});
    WalkOptions options;
    options.recipes = &set;
    options.ocr = "eng";
    const std::function<bool(WalkedItem)> take = [](const WalkedItem&) { return true; };
    const WalkState state(options, ledger, take);
    EXPECT_EQ(state.ocr_for("application/pdf", set.find("/x/fr/a.pdf")), "fra+eng");
    EXPECT_EQ(state.ocr_for("application/pdf", {}), "eng");
    EXPECT_EQ(state.ocr_for("text/html", set.find("/x/fr/a.pdf")), "");
}

TEST(RecipeSet, FindsCompanions) {
    const PathCaptures captures = {{"n", "7"}};
    const struct {
        const char* pattern;
        const char* uri;
        const char* path;
    } rows[] = {
        {"{dir}/meta.json", "/a/b/c.xml", "/a/b/meta.json"},
        {"{dir}/../{n}.json", "/a/b/c.xml", "/a/7.json"},
        {"{dir}/{stem}.doc.xml", "/a/b/c.0001.xml", "/a/b/c.0001.doc.xml"},
        {"{dir}/../m", "/x.zip!/b/c", "/x.zip!/m"},
        {"{dir}/../m", "/x.zip!/c", ""},
        {"{dir}/../../m", "/a/c", ""},
        {"{dir}/{none}", "/a/c", ""},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(RecipeSet::companion_path(row.pattern, row.uri, captures), row.path)
            << row.pattern << " of " << row.uri;
    }
}

TEST(RecipeSet, LoadsWhatTheCommandLineNames) {
    std::set<std::string> files;
    for (const auto& file :
         std::filesystem::directory_iterator(source_dir() / "corpora" / "recipes")) {
        files.insert(file.path().stem());
    }
    std::set<std::string> built_in;
    for (const auto& [name, bytes] : built_in_recipes()) built_in.insert(name);
    EXPECT_EQ(built_in, files) << "the list is in indexer/CMakeLists.txt";

    const std::string act = "/anywhere/IE-1984-act-24.md";
    EXPECT_TRUE(RecipeSet::load({"ie-acts-md"}).find(act));
    EXPECT_FALSE(RecipeSet::load({"all"}).find(act));
    const RecipeSet all = RecipeSet::load({"all"});
    const auto rule = all.find("/d/ie-acts-md.tar.zst!/ie-acts-md/ie/x.md");
    ASSERT_TRUE(rule);
    EXPECT_EQ(rule.rule->recipe, "ie-acts-md");
    EXPECT_THROW(RecipeSet::load({"no-such"}), RecipeError);
    EXPECT_THROW(RecipeSet::load({"/no/such.json"}), RecipeError);
    EXPECT_TRUE(RecipeSet::load({(source_dir() / "corpora" / "recipes" / "hkel.json").string()})
                    .find("/x"));
}

}  // namespace
}  // namespace gazette::test
