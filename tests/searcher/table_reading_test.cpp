// Searches that read a part's tables themselves find what they find through Xapian, and say so
// where a table is damaged.
#include "indexer/format/durable_file.h"
#include "indexer/glass/version_file.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

namespace gazette {
namespace {

namespace fs = std::filesystem;

std::vector<Document> wordy_documents() {
    static constexpr const char* kWords[] = {
        "the", "use", "used", "of", "land", "lands", "act", "Act.", "may", "we", "\n\n", "Haus"};
    std::mt19937 random(3);
    std::vector<Document> documents;
    for (int i = 0; i < 400; ++i) {
        std::string text;
        for (std::size_t n = random() % 60; n > 0; --n) {
            text += std::string(kWords[random() % std::size(kWords)]) + " ";
        }
        documents.push_back(test::make_document("d" + std::to_string(i),
                                                i % 5 == 0 ? "de" : "en",
                                                i % 3 == 0 ? "use of land" : "",
                                                text));
    }
    return documents;
}

constexpr const char* kQueries[] = {"\"use of land\"",
                                    "\"the act\"",
                                    "stem:\"used of\"",
                                    "land w/3 act",
                                    "use pre/2 may",
                                    "the /s of",
                                    "we /p land",
                                    "\"of the\" w/5 (act OR lands)",
                                    "land not w/3 act",
                                    "title:\"use of\" OR \"we may\"",
                                    "Haus AND NOT \"the Haus\"",
                                    "atleast3(the) the OR use OR act"};

std::vector<test::ScoredIds> answers(const fs::path& index) {
    const Searcher searcher(index);
    std::vector<test::ScoredIds> answers;
    for (const char* query : kQueries) {
        answers.push_back(test::scored_ids(test::search(searcher, query)));
        EXPECT_FALSE(answers.back().empty()) << query;
    }
    return answers;
}

// As if its leaves were out of order: a format that only Xapian reads.
void make_strange(const fs::path& part) {
    std::string bytes = read_whole_file(part / "iamglass");
    constexpr std::size_t kFlagsAt = 34;  // of the first table: mark, UUID, revision, root
    bytes[kFlagsAt] = static_cast<char>(bytes[kFlagsAt] & ~2);
    write_durably(part / "iamglass", bytes);
    ASSERT_FALSE(glass::read_version_file(part));
}

TEST(TableReading, FindsWhatXapianFinds) {
    const test::TempDir dir;
    for (const WriterKind writer : {WriterKind::bulk, WriterKind::plain}) {
        const auto index = dir / (writer == WriterKind::bulk ? "bulk" : "plain");
        test::build_index(index, wordy_documents(), 2, writer);
        const auto own = answers(index);
        for (const auto& part : fs::directory_iterator(index / "parts")) make_strange(part);
        EXPECT_EQ(own, answers(index));
    }
}

TEST(TableReading, SaysThatATableIsDamaged) {
    for (const char* table : {"positions", "postlist.glass"}) {
        const test::TempDir dir;
        test::build_index(dir / "ix", wordy_documents());
        for (const auto& part : fs::directory_iterator(dir / "ix" / "parts")) {
            const auto file = part.path() / table;
            const std::string bytes = read_whole_file(file);
            std::string broken = bytes;
            if (table == std::string_view("positions")) {
                broken.replace(broken.size() / 2, broken.size() / 2, broken.size() / 2, '\0');
            } else {
                // Without the directories of its blocks.
                for (std::size_t at = 0; at < broken.size(); at += 8192)
                    broken.replace(at + 9, 2, 2, '\0');
            }
            write_durably(file, broken);
        }
        try {
            const Searcher searcher(dir / "ix");
            test::search(searcher, "\"use of land\"");
            ADD_FAILURE() << table;
        } catch (const std::runtime_error& error) {  // SearchError, or IndexError at opening
            EXPECT_NE(std::string(error.what()).find("check"), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace gazette
