#include "indexer/format/word_forms.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "tests/format/write_file.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace gazette {
namespace {

using Documents = std::vector<WordFormsOfDocument>;

Documents random_documents(std::mt19937& random, std::size_t count) {
    Documents documents(count);
    for (auto& forms : documents) {
        if (random() % 8 == 0) continue;
        forms.emplace();
        std::uint32_t position = 0;
        for (std::size_t left = random() % 40; left > 0; --left) {
            position += 1 + static_cast<std::uint32_t>(random() % (left == 7 ? 1'000'000 : 200));
            forms->push_back({position, static_cast<std::uint8_t>(random() % 256)});
        }
    }
    return documents;
}

void write(const Documents& documents, const std::filesystem::path& file) {
    WordFormsWriter writer;
    for (const auto& forms : documents) writer.add(encode_word_forms(forms));
    writer.write(file);
}

TEST(WordForms, ComeBackFromTheirFile) {
    const test::TempDir dir;
    std::mt19937 random(3);
    for (const std::size_t count : {0U, 1U, 500U}) {
        const Documents documents = random_documents(random, count);
        write(documents, dir / "forms");
        const WordForms forms(dir / "forms");
        EXPECT_NO_THROW(forms.verify());
        ASSERT_EQ(forms.documents(), count);
        for (std::uint32_t docid = 1; docid <= count; ++docid) {
            EXPECT_EQ(forms.of(docid), documents[docid - 1]) << docid;
        }
        EXPECT_THROW(forms.of(static_cast<std::uint32_t>(count + 1)), IndexError);
    }
}

TEST(WordForms, AreMergedAsIfWrittenAtOnce) {
    const test::TempDir dir;
    std::mt19937 random(4);
    Documents all;
    std::vector<std::filesystem::path> files;
    for (const std::size_t count : {50U, 0U, 1U, 120U}) {
        const Documents documents = random_documents(random, count);
        all.insert(all.end(), documents.begin(), documents.end());
        files.push_back(dir / ("part" + std::to_string(files.size())));
        write(documents, files.back());
    }
    write(all, dir / "at-once");
    merge_word_forms(files, dir / "merged");
    EXPECT_TRUE(read_whole_file(dir / "merged") == read_whole_file(dir / "at-once"));
}

TEST(WordForms, RefuseDamagedFiles) {
    const test::TempDir dir;
    std::mt19937 random(5);
    write(random_documents(random, 10), dir / "forms");
    const std::string whole = read_whole_file(dir / "forms");
    const auto read_all = [](const std::filesystem::path& file) { WordForms(file).verify(); };
    for (std::size_t size = 0; size < whole.size(); size += 5) {
        test::write_file(dir / "bad", whole.substr(0, size));
        EXPECT_THROW(read_all(dir / "bad"), IndexError) << size;
    }
    for (int round = 0; round < 1000; ++round) {
        const std::size_t bit = random() % (whole.size() * 8);
        std::string bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        test::write_file(dir / "bad", bytes);
        EXPECT_THROW(read_all(dir / "bad"), IndexError) << bit;
        try {
            const WordForms forms(dir / "bad");
            for (std::uint32_t docid = 1; docid <= forms.documents(); ++docid) forms.of(docid);
        } catch (const IndexError&) {
        }
    }
    EXPECT_THROW(WordForms(dir / "none"), IndexError);
}

}  // namespace
}  // namespace gazette
