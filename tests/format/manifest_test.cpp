#include "indexer/format/manifest.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <functional>

namespace gazette {
namespace {

using nlohmann::json;

constexpr const char* kAnalyzer = "gazette-analyzer 1; ICU 72.1";

Manifest sample() {
    Manifest manifest;
    manifest.analyzer = kAnalyzer;
    manifest.revision = 7;
    manifest.published_at = "2026-05-07T10:00:00Z";
    PartEntry part;
    part.name = "000001-a_b.c";
    part.documents = 4'000'000'000;
    part.deleted = 2;
    part.tombstones = "tombstones-7";
    part.text_bytes = std::uint64_t{1} << 60;
    part.total_length = UINT64_MAX;
    part.languages = {{"de", 3}, {"zh-Hant", 1}};
    manifest.parts.push_back(part);
    part.name = "000002";
    part.documents = 5;
    part.deleted = 0;
    part.tombstones.clear();
    manifest.parts.push_back(part);
    return manifest;
}

std::string why_refused(const std::function<void()>& action) {
    try {
        action();
    } catch (const IndexError& error) {
        return error.what();
    }
    return "not refused";
}

TEST(Manifest, ComesBackFromItsJson) {
    const Manifest manifest = sample();
    const Manifest again = manifest_from_json(to_json(manifest));
    EXPECT_EQ(to_json(again), to_json(manifest));
    EXPECT_EQ(again.parts[0].total_length, UINT64_MAX);
    EXPECT_EQ(again.parts[0].languages, manifest.parts[0].languages);
    EXPECT_EQ(again.documents(), 4'000'000'003U);
}

TEST(Manifest, HasTheExamplesOfItsSchema) {
    const auto schema = json::parse(
        read_whole_file((test::source_dir() / "schemas/index_manifest.schema.json").string()));
    EXPECT_EQ(schema["properties"]["format_version"]["const"], kIndexFormatVersion);
    for (const json& example : schema.at("examples")) {
        EXPECT_EQ(json::parse(to_json(manifest_from_json(example.dump()))), example);
    }
    // Every field that is written is described, and is required.
    const json written = json::parse(to_json(sample()));
    for (const auto& item : written.items()) {
        EXPECT_TRUE(schema["properties"].contains(item.key())) << item.key();
    }
    EXPECT_EQ(schema["required"].size(), written.size());
    const json& part = schema["$defs"]["part"];
    for (const auto& item : written["parts"][0].items()) {
        EXPECT_TRUE(part["properties"].contains(item.key())) << item.key();
    }
    EXPECT_EQ(part["required"].size(), written["parts"][0].size());
}

TEST(Manifest, IsReplacedAtOnceAndReadBack) {
    const test::TempDir dir;
    EXPECT_EQ(read_manifest(dir.path(), kAnalyzer), std::nullopt);
    EXPECT_EQ(read_manifest(dir / "none", kAnalyzer), std::nullopt);
    Manifest manifest = sample();
    for (manifest.revision = 8; manifest.revision < 11; ++manifest.revision) {
        replace_manifest(dir.path(), manifest);
        EXPECT_EQ(read_manifest(dir.path(), kAnalyzer)->revision, manifest.revision);
    }
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(dir.path())) {
        EXPECT_EQ(entry.path(), manifest_path(dir.path()));
        ++files;
    }
    EXPECT_EQ(files, 1U);
    EXPECT_THROW(replace_manifest(dir / "none", manifest), IndexError);
}

TEST(Manifest, WithFieldsThatWeDoNotKnowIsRead) {
    json object = json::parse(to_json(sample()));
    object["new"] = {1, 2};
    object["parts"][0]["new"] = "x";
    EXPECT_EQ(to_json(manifest_from_json(object.dump())), to_json(sample()));
}

TEST(Manifest, OfAnotherVersionOrAnalyzerIsRefusedWithWhatToDo) {
    const test::TempDir dir;
    json object = json::parse(to_json(sample()));
    object["format_version"] = kIndexFormatVersion + 1;
    object.erase("parts");  // another version may have other fields
    write_durably(manifest_path(dir.path()), object.dump());
    EXPECT_EQ(
        why_refused([&] { read_manifest(dir.path(), kAnalyzer); }),
        "index " + dir.path().string() + " has format version " +
            std::to_string(kIndexFormatVersion + 1) + ", this program reads and writes version " +
            std::to_string(kIndexFormatVersion) +
            ": rebuild it (gazette index --rebuild), or run the version of gazette that made it");

    replace_manifest(dir.path(), sample());
    EXPECT_EQ(why_refused([&] { read_manifest(dir.path(), "gazette-analyzer 2; ICU 72.1"); }),
              "index " + dir.path().string() +
                  " was made with \"gazette-analyzer 1; ICU 72.1\", this program has "
                  "\"gazette-analyzer 2; ICU 72.1\", and would cut words differently: rebuild it "
                  "(gazette "
                  "index --rebuild), or run the version of gazette that made it");
}

TEST(Manifest, ThatIsDamagedIsRefused) {
    const std::pair<const char*, std::function<void(json&)>> cases[] = {
        {"no version", [](json& m) { m.erase("format_version"); }},
        {"version as text", [](json& m) { m["format_version"] = "1"; }},
        {"version too large", [](json& m) { m["format_version"] = 1ULL << 40; }},
        {"no analyzer", [](json& m) { m.erase("analyzer"); }},
        {"analyzer as number", [](json& m) { m["analyzer"] = 1; }},
        {"negative revision", [](json& m) { m["revision"] = -1; }},
        {"fraction", [](json& m) { m["revision"] = 1.5; }},
        {"parts as object", [](json& m) { m["parts"] = json::object(); }},
        {"part as text", [](json& m) { m["parts"][0] = "x"; }},
        {"name twice", [](json& m) { m["parts"][1]["name"] = m["parts"][0]["name"]; }},
        {"empty name", [](json& m) { m["parts"][0]["name"] = ""; }},
        {"name upwards", [](json& m) { m["parts"][0]["name"] = ".."; }},
        {"name elsewhere", [](json& m) { m["parts"][0]["name"] = "/etc"; }},
        {"name with folder", [](json& m) { m["parts"][0]["name"] = "a/b"; }},
        {"name with NUL", [](json& m) { m["parts"][0]["name"] = std::string("a\0b", 3); }},
        {"long name", [](json& m) { m["parts"][0]["name"] = std::string(101, 'a'); }},
        {"tombstones elsewhere", [](json& m) { m["parts"][0]["tombstones"] = "../x"; }},
        {"no tombstones", [](json& m) { m["parts"][0]["tombstones"] = ""; }},
        {"tombstones for nothing", [](json& m) { m["parts"][1]["tombstones"] = "x"; }},
        {"more deleted than there", [](json& m) { m["parts"][1]["deleted"] = 6; }},
        {"too many documents", [](json& m) { m["parts"][0]["documents"] = 1ULL << 32; }},
        {"languages as list", [](json& m) { m["parts"][0]["languages"] = json::array(); }},
        {"language count as text", [](json& m) { m["parts"][0]["languages"]["de"] = "3"; }},
    };
    for (const auto& [name, damage] : cases) {
        json object = json::parse(to_json(sample()));
        damage(object);
        EXPECT_THROW(manifest_from_json(object.dump()), IndexError) << name;
    }
    const std::string whole = to_json(sample());
    for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
        EXPECT_THROW(manifest_from_json(whole.substr(0, size)), IndexError) << size;
    }
    for (const char* text : {"", "null", "[]", "1", "{", "\xff", "{}"}) {
        EXPECT_THROW(manifest_from_json(text), IndexError) << text;
    }

    const test::TempDir dir;
    write_durably(manifest_path(dir.path()), "{");
    const std::string why = why_refused([&] { read_manifest(dir.path(), kAnalyzer); });
    EXPECT_NE(why.find("restore"), std::string::npos) << why;
    EXPECT_NE(why.find(dir.path().string()), std::string::npos) << why;
}

}  // namespace
}  // namespace gazette
