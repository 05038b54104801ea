// Tables that no writer of ours made: an error, never a crash, a hang or a wrong merge without a
// word about the cause.
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/glass/database_merge.h"
#include "indexer/glass/encoding.h"
#include "indexer/glass/table_reader.h"
#include "tests/glass/random_terms.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

namespace fs = std::filesystem;

std::vector<test::Occurrences> some_documents() {
    std::mt19937 random(11);
    std::vector<test::Occurrences> documents;
    for (int i = 0; i < 60; ++i) documents.push_back(test::random_occurrences(random, 30));
    return documents;
}

TEST(HostileTable, FlippedBytesEndInAnErrorOrInAMerge) {
    const test::TempDir dir;
    test::write_database(dir / "sound", WriterKind::bulk, some_documents());
    std::mt19937 random(12);
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        const auto broken = dir / "broken";
        fs::remove_all(broken);
        fs::copy(dir / "sound", broken);
        static constexpr const char* kFiles[] = {"postlist.glass", "iamglass"};
        const auto file = broken / kFiles[random() % std::size(kFiles)];
        std::string bytes = read_whole_file(file);
        for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips) {
            // Most of what matters stands at a block's beginning.
            const std::size_t block = random() % (bytes.size() / 8192 + 1) * 8192;
            const std::size_t at =
                random() % 2 == 0 ? random() % bytes.size() : block + random() % 300;
            if (at < bytes.size()) bytes[at] = static_cast<char>(random());
        }
        if (random() % 10 == 0) bytes.resize(random() % bytes.size());
        write_durably(file, bytes);
        fs::remove_all(dir / "merged");
        fs::create_directory(dir / "merged");
        try {
            const std::vector<fs::path> sources = {dir / "sound", broken};
            if (glass::can_merge(sources)) glass::merge_databases(sources, dir / "merged", {});
        } catch (const IndexError& error) {
            EXPECT_NE(std::string(error.what()), "");
            ++refused;
        }
    }
    EXPECT_GT(refused, 30);
}

TEST(HostileTable, MissingEntriesAreNoticed) {
    const test::TempDir dir;
    test::write_database(dir / "sound", WriterKind::bulk, some_documents());
    const auto file = dir / "sound" / "postlist.glass";
    const std::string bytes = read_whole_file(file);
    ASSERT_GT(bytes.size(), 2 * glass::kBlockBytes);
    write_durably(file, bytes.substr(0, glass::kBlockBytes));
    fs::create_directory(dir / "merged");
    EXPECT_THROW(glass::merge_databases(std::vector{dir / "sound"}, dir / "merged", {}),
                 IndexError);
}

TEST(HostileTable, NumbersThatEndEarlyOrAreTooLargeAreRefused) {
    const std::string_view what = "x";
    EXPECT_THROW(glass::Decoder("\x80", what).varint(), IndexError);
    EXPECT_THROW(glass::Decoder(std::string_view("\xff\xff\xff\xff\x10", 5), what).varint(),
                 IndexError);
    EXPECT_THROW(glass::Decoder(std::string(11, '\xff'), what).varint64(), IndexError);
    EXPECT_THROW(glass::Decoder("\xff", what).sortable(), IndexError);
    EXPECT_THROW(glass::Decoder("\x01", what).sortable(), IndexError);
    EXPECT_THROW(glass::Decoder("\xe1\xff\xff\xff\xff", what).sortable(), IndexError);
    EXPECT_THROW(glass::Decoder("\x05"
                                "abc",
                                what)
                     .string(),
                 IndexError);
}

}  // namespace
}  // namespace gazette
