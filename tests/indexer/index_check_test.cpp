// gazette check finds what is wrong.
#include "indexer/index_check.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/format/manifest.h"
#include "indexer/format/tombstones.h"
#include "indexer/sqlite.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

namespace gazette::test {
namespace {

namespace fs = std::filesystem;

Manifest manifest_of(const fs::path& index) {
    return manifest_from_json(read_whole_file(manifest_path(index)));
}

fs::path first_part(const fs::path& index) {
    return part_path(index, manifest_of(index).parts.at(0).name);
}

// Turns over the bits of one byte in the middle of the file.
void damage(const fs::path& file) {
    std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
    const auto middle = static_cast<std::streamoff>(fs::file_size(file) / 2);
    bytes.seekg(middle);
    const int byte = bytes.get();
    bytes.seekp(middle);
    bytes.put(static_cast<char>(~byte));
}

// Xapian's tables have gaps where a single byte means nothing.
void damage_much(const fs::path& file) {
    std::string bytes = read_whole_file(file);
    for (std::size_t i = 0; i < bytes.size(); i += 61) bytes[i] = static_cast<char>(~bytes[i]);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void run_sql(const fs::path& index, const std::string& sql) {
    SqliteDatabase(index / "ledger.sqlite", SqliteMode::read_write).run(sql);
}

void change_manifest(const fs::path& index, const std::function<void(Manifest&)>& change) {
    Manifest manifest = manifest_of(index);
    change(manifest);
    replace_manifest(index, manifest);
}

TEST(IndexCheck, FindsEveryKindOfDamage) {
    struct Row {
        std::string words;  // in one of the findings
        std::function<void(const fs::path&)> harm;
    };
    const Row rows[] = {
        {"part", [](const fs::path& index) { damage(first_part(index) / kColumnsFile); }},
        {"adjacent words",
         [](const fs::path& index) { damage(first_part(index) / kAdjacentWordsFile); }},
        {"word forms", [](const fs::path& index) { damage(first_part(index) / kWordFormsFile); }},
        {"document", [](const fs::path& index) { damage(first_part(index) / kDocumentsFile); }},
        {"", [](const fs::path& index) { damage_much(first_part(index) / "postlist.glass"); }},
        {"lost its part", [](const fs::path& index) { fs::remove_all(first_part(index)); }},
        {"deleted documents",
         [](const fs::path& index) {
             const auto file = first_part(index) / "tombstones-9";
             write_tombstones(file, Tombstones({1}));
             change_manifest(index, [](Manifest& manifest) {
                 manifest.parts.at(0).tombstones = "tombstones-9";
                 manifest.parts.at(0).deleted = 2;
             });
         }},
        {"which is not in the index",
         [](const fs::path& index) {
             write_tombstones(first_part(index) / "tombstones-9", Tombstones({1}));
             change_manifest(index, [](Manifest& manifest) {
                 manifest.parts.at(0).tombstones = "tombstones-9";
                 manifest.parts.at(0).deleted = 1;
             });
         }},
        {"length of the documents",
         [](const fs::path& index) {
             change_manifest(index,
                             [](Manifest& manifest) { ++manifest.parts.at(0).total_length; });
         }},
        {"bytes of text",
         [](const fs::path& index) {
             change_manifest(index, [](Manifest& manifest) { ++manifest.parts.at(0).text_bytes; });
         }},
        {"by language",
         [](const fs::path& index) {
             change_manifest(index,
                             [](Manifest& manifest) { manifest.parts.at(0).languages["xx"] = 1; });
         }},
        {"was made with",
         [](const fs::path& index) {
             change_manifest(index, [](Manifest& manifest) { manifest.analyzer = "other"; });
         }},
        {"the ledger does not know it",
         [](const fs::path& index) { run_sql(index, "DELETE FROM inputs_1 WHERE name = '#a7'"); }},
        {"which is not in the index",
         [](const fs::path& index) {
             run_sql(index, "UPDATE inputs_1 SET doc_id = 'other' WHERE name = '#a7'");
         }},
        {"two inputs",
         [](const fs::path& index) {
             run_sql(index, "UPDATE inputs_1 SET doc_id = 'a8' WHERE name = '#a7'");
         }},
        {"another content",
         [](const fs::path& index) {
             run_sql(index,
                     "UPDATE inputs_1 SET hash = '00000000000000000000000000000000'"
                     " WHERE name = '#a7'");
         }},
    };
    for (const Row& row : rows) {
        const IndexFixture index;
        index.write("a.jsonl", many_records("a", 60, 1));
        IndexOptions options = index.options();
        options.jobs = 1;  // one part, which has all of them
        run_index(options);
        ASSERT_EQ(index.findings(), std::vector<std::string>());
        row.harm(index.index());
        std::string all;
        for (const std::string& line : index.findings()) all += line + "\n";
        EXPECT_FALSE(all.empty()) << row.words;
        EXPECT_NE(all.find(row.words), std::string::npos) << row.words << ":\n" << all;
    }
}

TEST(IndexCheck, RefusesWhatIsNoIndex) {
    const TempDir dir;
    EXPECT_THROW(check_index(dir.path(), {}), IndexError);
    std::ofstream(manifest_path(dir.path())) << "nothing";
    EXPECT_THROW(check_index(dir.path(), {}), IndexError);
}

}  // namespace
}  // namespace gazette::test
