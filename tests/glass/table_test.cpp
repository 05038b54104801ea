#include "indexer/format/index_error.h"
#include "indexer/glass/byte_chains.h"
#include "indexer/glass/encoding.h"
#include "indexer/glass/table_reader.h"
#include "indexer/glass/table_writer.h"
#include "indexer/glass/version_file.h"
#include "indexer/writer_choice.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace gazette::glass {
namespace {

using Entries = std::map<std::string, std::string>;

TableRoot write_table(const std::filesystem::path& file, const Entries& entries) {
    TableWriter writer(file);
    for (const auto& [key, tag] : entries) writer.add(key, tag);
    return writer.finish();
}

void expect_read_back(const Entries& entries) {
    const test::TempDir dir;
    const TableRoot root = write_table(dir / "t", entries);
    EXPECT_EQ(root.entries, entries.size());
    EXPECT_EQ(std::filesystem::file_size(dir / "t"), root.blocks * kBlockBytes);
    TableReader reader(dir / "t", root);
    for (const auto& [key, tag] : entries) {
        ASSERT_TRUE(reader.next());
        ASSERT_EQ(reader.key(), key);
        ASSERT_TRUE(reader.tag() == tag);
    }
    EXPECT_FALSE(reader.next());
}

TEST(Table, IsReadBack) {
    expect_read_back({});
    expect_read_back({{"a", ""}});
    std::mt19937 random(1);
    for (const std::size_t most : {10U, 3000U, 70'000U}) {
        Entries entries;
        for (int i = 0; i < 2000; ++i) {
            std::string key(1 + random() % 255, '\0');
            for (char& c : key) c = static_cast<char>(random() % 3 == 0 ? random() : 'k');
            entries[key] = std::string(random() % 5 == 0 ? random() % most : random() % 10, 't');
        }
        expect_read_back(entries);
    }
}

TEST(Table, RefusesKeysThatDoNotFit) {
    const test::TempDir dir;
    TableWriter writer(dir / "t");
    writer.add("b", "");
    EXPECT_THROW(writer.add("b", ""), IndexError);
    EXPECT_THROW(writer.add("a", ""), IndexError);
    EXPECT_THROW(writer.add("", ""), IndexError);
    EXPECT_THROW(writer.add(std::string(256, 'x'), ""), IndexError);
    writer.add(std::string(255, 'x'), "");
    EXPECT_EQ(writer.finish().entries, 2U);
}

TEST(Encoding, SortsNumbersAsTheirBytes) {
    std::string before;
    for (std::uint64_t value = 0; value <= UINT32_MAX; value += 1 + value / 97) {
        std::string bytes;
        append_sortable(bytes, static_cast<std::uint32_t>(value));
        ASSERT_GT(bytes, before) << value;
        Decoder in(bytes, "x");
        ASSERT_EQ(in.sortable(), value);
        ASSERT_TRUE(in.at_end());
        before = bytes;
    }
    std::string last;
    append_sortable(last, UINT32_MAX);
    EXPECT_EQ(Decoder(last, "x").sortable(), UINT32_MAX);
}

TEST(Encoding, ReadsVarintsBack) {
    for (unsigned shift = 0; shift < 64; ++shift) {
        for (const std::uint64_t value :
             {std::uint64_t{1} << shift, (std::uint64_t{1} << shift) - 1, UINT64_MAX >> shift}) {
            std::string bytes;
            append_varint(bytes, value);
            Decoder in(bytes, "x");
            EXPECT_EQ(in.varint64(), value);
            EXPECT_TRUE(in.at_end());
        }
    }
}

TEST(ByteChains, KeepManyStringsApart) {
    ByteChains chains;
    std::mt19937 random(2);
    std::vector<ByteChains::Chain> all(50);
    std::vector<std::vector<std::uint32_t>> written(all.size());
    for (int i = 0; i < 100'000; ++i) {
        const std::size_t which = random() % (1 + random() % all.size());
        const auto value = static_cast<std::uint32_t>(random() >> random() % 32);
        chains.append_varint(all[which], value);
        written[which].push_back(value);
    }
    for (std::size_t which = 0; which < all.size(); ++which) {
        ByteChains::Reader reader(chains, all[which]);
        for (const std::uint32_t value : written[which]) ASSERT_EQ(reader.varint(), value);
        EXPECT_TRUE(reader.at_end());
    }
}

TEST(WriterChoice, TakesTheBulkWriterOnlyWhereTheFormatIsKnown) {
    const test::TempDir dir;
    const std::string mark(kVersionMark);
    EXPECT_EQ(choose_writer(WriterKind::bulk, "1.4.22", mark).kind, WriterKind::bulk);
    EXPECT_EQ(choose_writer(WriterKind::bulk, "1.4.22", mark).notice, "");
    for (const auto& [version, other] : {std::pair<std::string, std::string>{"1.5.1", mark},
                                         {"1.4.22", mark.substr(1)},
                                         {"1.4.22", ""},
                                         {"2.0.0", "other"}}) {
        const WriterChoice choice = choose_writer(WriterKind::bulk, version, other);
        EXPECT_EQ(choice.kind, WriterKind::plain);
        EXPECT_NE(choice.notice.find("Xapian " + version), std::string::npos);
        EXPECT_EQ(choose_writer(WriterKind::plain, version, other).notice, "");
    }
    // What is installed here, and nothing is left behind.
    EXPECT_EQ(choose_writer(WriterKind::bulk, dir / "new" / "scratch").kind, WriterKind::bulk);
    EXPECT_FALSE(std::filesystem::exists(dir / "new" / "scratch"));
    EXPECT_EQ(choose_writer(WriterKind::plain, dir / "x").kind, WriterKind::plain);
    EXPECT_THROW(choose_writer(WriterKind::bulk, "/proc/none/scratch"), IndexError);
}

}  // namespace
}  // namespace gazette::glass
