#include "indexer/format/adjacent_words.h"

#include "indexer/format/adjacent_words_writer.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "tests/format/write_file.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

namespace gazette {
namespace {

using Documents = std::vector<std::vector<std::uint32_t>>;  // buckets of each

void write(const Documents& documents, const std::filesystem::path& file) {
    AdjacentWordsWriter writer;
    for (const auto& buckets : documents) writer.add(buckets);
    writer.write(file);
}

std::vector<std::uint32_t> all_of(AdjacencyCursor list) {
    std::vector<std::uint32_t> documents;
    for (; list.document() != AdjacencyCursor::kEnd; list.seek(list.document() + 1)) {
        documents.push_back(list.document());
    }
    return documents;
}

// Below `end`.
std::uint32_t number(std::mt19937& random, std::uint32_t end) {
    return static_cast<std::uint32_t>(random() % end);
}

// Some buckets have nearly all documents, most a few or none; some documents have none.
Documents random_documents(std::mt19937& random, std::size_t count) {
    Documents documents(count);
    for (auto& buckets : documents) {
        if (random() % 10 == 0) continue;
        const auto last = kAdjacencyBuckets - 1;
        for (const std::uint32_t common : {0U, 1U, 63U, 64U, last}) {
            if (random() % 8 != 0) buckets.push_back(common);
        }
        for (std::size_t i = random() % 300; i > 0; --i) buckets.push_back(number(random, 4096));
        for (std::size_t i = random() % 10; i > 0; --i) buckets.push_back(number(random, last));
    }
    return documents;
}

std::map<std::uint32_t, std::vector<std::uint32_t>> lists_of(const Documents& documents) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> lists;
    for (std::uint32_t docid = 1; docid <= documents.size(); ++docid) {
        for (const std::uint32_t bucket : documents[docid - 1]) {
            auto& list = lists[bucket];
            if (list.empty() || list.back() != docid) list.push_back(docid);
        }
    }
    return lists;
}

TEST(AdjacentWords, KnowTheDocumentsOfEachBucket) {
    const test::TempDir dir;
    std::mt19937 random(7);
    for (const std::size_t count : {0U, 1U, 2U, 100U, 3000U}) {
        const Documents documents = random_documents(random, count);
        write(documents, dir / "a");
        const AdjacentWords words(dir / "a");
        EXPECT_NO_THROW(words.verify());
        EXPECT_EQ(words.documents(), count);
        auto lists = lists_of(documents);
        for (std::uint32_t bucket = 0; bucket < kAdjacencyBuckets; ++bucket) {
            const auto found = lists.find(bucket);
            const auto expected =
                found == lists.end() ? std::vector<std::uint32_t>() : found->second;
            const AdjacencyCursor list = words.find(bucket);
            ASSERT_EQ(list.frequency(), expected.size()) << bucket;
            ASSERT_EQ(all_of(list), expected) << bucket;
        }
    }
}

TEST(AdjacentWords, AreSoughtForward) {
    const test::TempDir dir;
    std::mt19937 random(8);
    const Documents documents = random_documents(random, 2000);
    write(documents, dir / "a");
    const AdjacentWords words(dir / "a");
    for (const auto& [bucket, expected] : lists_of(documents)) {
        AdjacencyCursor list = words.find(bucket);
        for (std::uint32_t target = 1; target < 2100; target += 1 + number(random, 400)) {
            list.seek(target);
            const auto at = std::lower_bound(expected.begin(), expected.end(), target);
            ASSERT_EQ(list.document(), at == expected.end() ? AdjacencyCursor::kEnd : *at);
        }
    }
}

TEST(AdjacentWords, HaveListsOfDocumentsFarApart) {
    const test::TempDir dir;
    Documents documents(300'000);
    const std::vector<std::uint32_t> expected = {1, 2, 3, 150'000, 299'999, 300'000};
    for (const std::uint32_t docid : expected) documents[docid - 1] = {77};
    for (std::uint32_t docid = 1; docid <= 200'000; ++docid) documents[docid - 1].push_back(5);
    documents.back().push_back(5);
    write(documents, dir / "a");
    const AdjacentWords words(dir / "a");
    EXPECT_EQ(all_of(words.find(77)), expected);
    EXPECT_EQ(words.find(5).frequency(), 200'001U);
    AdjacencyCursor dense = words.find(5);
    dense.seek(200'000);
    EXPECT_EQ(dense.document(), 200'000U);
    dense.seek(200'001);
    EXPECT_EQ(dense.document(), 300'000U);
}

TEST(AdjacentWords, AreMergedAsIfWrittenAtOnce) {
    const test::TempDir dir;
    std::mt19937 random(9);
    Documents all;
    std::vector<std::filesystem::path> files;
    for (const std::size_t count : {500U, 0U, 1U, 1200U}) {
        const Documents documents = random_documents(random, count);
        all.insert(all.end(), documents.begin(), documents.end());
        files.push_back(dir / ("part" + std::to_string(files.size())));
        write(documents, files.back());
    }
    write(all, dir / "at-once");
    merge_adjacent_words(files, dir / "merged");
    EXPECT_TRUE(read_whole_file(dir / "merged") == read_whole_file(dir / "at-once"));
}

// What lies in a list is not looked at when the file is opened: then verify() tells, and reading
// ends at the list's end at the latest.
TEST(AdjacentWords, RefuseDamagedFiles) {
    const test::TempDir dir;
    std::mt19937 random(10);
    write(random_documents(random, 60), dir / "a");
    const std::string whole = read_whole_file(dir / "a");
    const auto read_all = [](const std::filesystem::path& file) {
        const AdjacentWords words(file);
        words.verify();
    };
    EXPECT_NO_THROW(read_all(dir / "a"));
    for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 150) {
        test::write_file(dir / "bad", whole.substr(0, size));
        EXPECT_THROW(AdjacentWords words(dir / "bad"), IndexError) << size;
    }
    for (int round = 0; round < 1500; ++round) {
        const std::size_t bit = random() % (whole.size() * 8);
        std::string bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        test::write_file(dir / "bad", bytes);
        EXPECT_THROW(read_all(dir / "bad"), IndexError) << bit;
        try {
            const AdjacentWords words(dir / "bad");
            for (const std::uint32_t bucket : {0U, 64U, 100U, kAdjacencyBuckets - 1}) {
                std::uint32_t last = 0;
                for (const std::uint32_t docid : all_of(words.find(bucket))) {
                    EXPECT_GT(docid, last);
                    EXPECT_LE(docid, words.documents());
                    last = docid;
                }
            }
        } catch (const IndexError&) {
        }
    }
    EXPECT_THROW(AdjacentWords words(dir / "none"), IndexError);
}

}  // namespace
}  // namespace gazette
