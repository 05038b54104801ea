#include "indexer/format/columns.h"

#include "indexer/format/columns_merge.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "tests/format/write_file.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stdexcept>

namespace gazette {
namespace {

using Rows = std::vector<ColumnRow>;

Rows random_rows(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    const auto pick = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
    const char* const langs[] = {"de", "en", "zh-Hant", "und", ""};
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
        ColumnRow row;
        row.id = std::string(pick(40), 'x') + "-文書-" + std::to_string(i);
        row.length = static_cast<std::uint32_t>(random());
        row.title_tokens = static_cast<std::uint32_t>(random());
        if (pick(5) > 0) {
            row.date_first = civil_day(1990 + static_cast<int>(pick(3)), 1, 1 + pick(3));
            row.date_last = row.date_first + static_cast<CivilDay>(pick(100));
        }
        row.store_offset = std::uint64_t{random()} << 20;
        row.store_size = random();
        row.content_hash = std::uint64_t{random()} << 32 | random();
        row.lang = langs[pick(5)];
        row.kind = pick(2) != 0 ? "law" : "";
        row.source = "source " + std::to_string(pick(300));
        row.collection = "c";
        rows.push_back(row);
    }
    return rows;
}

void write(const Rows& rows, const std::filesystem::path& file) {
    ColumnsWriter writer;
    for (const auto& row : rows) writer.add(row);
    ASSERT_EQ(writer.size(), rows.size());
    writer.write(file);
}

// Docids in the order that ties are broken in, by the words of the header.
std::vector<std::uint32_t> order_of(const Rows& rows, bool newest_first) {
    std::vector<std::uint32_t> docids;
    for (std::uint32_t docid = 1; docid <= rows.size(); ++docid) docids.push_back(docid);
    std::stable_sort(docids.begin(), docids.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto key = [&](const ColumnRow& row) {
            const bool unknown = row.date_first == kUnknownDay;
            const std::int64_t day = unknown ? 0 : row.date_first;
            return std::tuple(unknown, newest_first ? -day : day, row.id);
        };
        return key(rows[a - 1]) < key(rows[b - 1]);
    });
    return docids;
}

void expect_equal(const ColumnRow& a, const ColumnRow& b) {
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.length, b.length);
    EXPECT_EQ(a.title_tokens, b.title_tokens);
    EXPECT_EQ(a.date_first, b.date_first);
    EXPECT_EQ(a.date_last, b.date_last);
    EXPECT_EQ(a.store_offset, b.store_offset);
    EXPECT_EQ(a.store_size, b.store_size);
    EXPECT_EQ(a.content_hash, b.content_hash);
    EXPECT_EQ(a.lang, b.lang);
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(a.source, b.source);
    EXPECT_EQ(a.collection, b.collection);
}

TEST(Columns, SayWhatWasWritten) {
    const test::TempDir dir;
    for (const std::size_t count : {0U, 1U, 2U, 7U, 1000U}) {
        const Rows rows = random_rows(count, 1);
        write(rows, dir / "columns");
        const Columns columns(dir / "columns");
        ASSERT_EQ(columns.size(), count);
        EXPECT_NO_THROW(columns.verify());
        std::uint64_t total = 0;
        for (std::uint32_t docid = 1; docid <= count; ++docid) {
            const ColumnRow& row = rows[docid - 1];
            expect_equal(columns.row(docid), row);
            EXPECT_EQ(columns.lengths()[docid - 1], row.length);
            EXPECT_EQ(columns.title_tokens()[docid - 1], row.title_tokens);
            EXPECT_EQ(columns.date_first()[docid - 1], row.date_first);
            EXPECT_EQ(columns.date_last()[docid - 1], row.date_last);
            EXPECT_EQ(columns.find(row.id), docid);
            EXPECT_EQ(columns.find(row.id + "x"), std::nullopt);
            const auto ordinal = columns.ordinals(FacetColumn::source)[docid - 1];
            EXPECT_LT(ordinal, columns.value_count(FacetColumn::source));
            EXPECT_EQ(columns.value(FacetColumn::source, ordinal), row.source);
            total += row.length;
        }
        EXPECT_EQ(columns.total_length(), total);
        EXPECT_EQ(columns.find(""), std::nullopt);
        EXPECT_THROW(columns.id(0), std::out_of_range);
        EXPECT_THROW(columns.row(static_cast<std::uint32_t>(count) + 1), std::out_of_range);
    }
}

TEST(Columns, RankByDateAndThenById) {
    const test::TempDir dir;
    const Rows rows = random_rows(500, 2);
    write(rows, dir / "columns");
    const Columns columns(dir / "columns");
    for (const bool newest_first : {true, false}) {
        const auto order = order_of(rows, newest_first);
        const auto ranks = newest_first ? columns.newest_rank() : columns.oldest_rank();
        for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
            ASSERT_EQ(ranks[order[rank] - 1], rank) << newest_first;
        }
    }
}

TEST(Columns, FindTheLastOfSeveralWithAnIdAndNoneThatWasAddedDeleted) {
    const test::TempDir dir;
    ColumnsWriter writer;
    writer.reserve(5);
    const auto row = [](const char* id) {
        ColumnRow made;
        made.id = id;
        return made;
    };
    writer.add(row("a"));
    writer.add(row("b"));
    writer.add(row("a"));
    writer.add_deleted(row("b"));
    writer.add_deleted(row("c"));
    writer.write(dir / "columns");
    const Columns columns(dir / "columns");
    EXPECT_EQ(columns.size(), 5U);
    EXPECT_EQ(columns.find("a"), 3U);
    EXPECT_EQ(columns.find("b"), 2U);
    EXPECT_EQ(columns.find("c"), std::nullopt);
    EXPECT_EQ(columns.id(5), "c");
}

// Reads all that can be read; no more is asked than that it comes to an end.
std::size_t read_all(const Columns& columns) {
    std::size_t bytes = 0;
    for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
        try {
            const ColumnRow row = columns.row(docid);
            bytes += row.id.size() + row.lang.size() + row.source.size();
            bytes += columns.find(row.id).value_or(0);
        } catch (const IndexError&) {
            ++bytes;
        }
    }
    return bytes;
}

TEST(Columns, AreMergedAsIfAllRowsHadBeenWrittenAtOnce) {
    const test::TempDir dir;
    for (const std::vector<std::size_t>& sizes :
         {std::vector<std::size_t>{300, 1, 0, 9000, 20}, {0, 0}, {5}, {40, 50, 60, 70}, {}}) {
        std::vector<ColumnsSource> sources;
        ColumnsWriter once;
        std::uint64_t stored_before = 0;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            const Rows rows = random_rows(sizes[i], static_cast<unsigned>(i));
            ColumnsSource source{dir / std::to_string(i), {}, stored_before};
            if (sizes[i] > 10) source.deleted = Tombstones({1, 7});
            write(rows, source.file);
            for (std::uint32_t docid = 1; docid <= rows.size(); ++docid) {
                ColumnRow row = rows[docid - 1];
                row.store_offset += stored_before;
                source.deleted.contains(docid) ? once.add_deleted(row) : once.add(row);
            }
            stored_before += 1'000'000;
            sources.push_back(std::move(source));
        }
        once.write(dir / "once");
        merge_columns(sources, dir / "merged");
        EXPECT_TRUE(read_whole_file(dir / "merged") == read_whole_file(dir / "once"));
    }
}

TEST(Columns, RefuseAFileThatIsCutAnywhere) {
    const test::TempDir dir;
    write(random_rows(9, 3), dir / "columns");
    const std::string whole = read_whole_file(dir / "columns");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        test::write_file(dir / "bad", whole.substr(0, size));
        EXPECT_THROW(Columns(dir / "bad"), IndexError) << size;
    }
    test::write_file(dir / "bad", whole + "x");
    EXPECT_THROW(Columns(dir / "bad"), IndexError);
    EXPECT_THROW(Columns(dir / "none"), IndexError);
    EXPECT_THROW(Columns(dir.path()), IndexError);
}

TEST(Columns, NoticeEachFlippedBitAndSurviveThoseBehindTheHeader) {
    const test::TempDir dir;
    write(random_rows(4, 4), dir / "columns");
    const std::string whole = read_whole_file(dir / "columns");
    std::size_t opened = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        test::write_file(dir / "bad", bytes);
        try {
            const Columns columns(dir / "bad");
            ++opened;
            read_all(columns);
            EXPECT_THROW(columns.verify(), IndexError) << bit;
        } catch (const IndexError&) {
        }
    }
    EXPECT_GT(opened, 1000U);
}

}  // namespace
}  // namespace gazette
