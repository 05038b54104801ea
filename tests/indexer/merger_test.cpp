#include "indexer/merger.h"

#include "indexer/format/columns.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/format/tombstones.h"
#include "indexer/merge_policy.h"
#include "indexer/part_writer.h"
#include "tests/indexer/part_model.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using Encoded = std::vector<EncodedDocument>;

PartEntry write_part(const std::filesystem::path& index_dir,
                     const std::string& name,
                     const Encoded& documents) {
    PartWriter writer(index_dir, name);
    for (const auto& document : documents) writer.add(document);
    return writer.finish();
}

void mark_deleted(const std::filesystem::path& index_dir,
                  PartEntry& part,
                  const std::vector<std::uint32_t>& docids) {
    const Columns columns(part_path(index_dir, part.name) / kColumnsFile);
    part.tombstones = "tombstones-1";
    part.deleted = static_cast<std::uint32_t>(docids.size());
    for (const std::uint32_t docid : docids) part.total_length -= columns.lengths()[docid - 1];
    write_tombstones(part_path(index_dir, part.name) / part.tombstones, Tombstones(docids));
}

std::string bytes_below(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files[entry.path().string()] = read_whole_file(entry.path());
    }
    std::string all;
    for (const auto& [name, bytes] : files) all += name + "\n" + bytes;
    return all;
}

std::size_t folders_below(const std::filesystem::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++count;
    return count;
}

constexpr std::string_view kTexts[] = {
    "The duty of care costs $5 million under § 3.",
    "Die Überprüfung der Maßnahmen nach § 12 Abs. 3.",
    "第一條　本法所稱個人資料，指自然人之姓名。",
    "この法律は、個人情報の保護に関する規則を定める。",
    "Постановление Правительства от 7 мая № 5.",
    "القانون رقم ٥ لسنة ٢٠١٩ بشأن حماية البيانات.",
};

// A document as an analyzer cuts it, with what every field can hold.
EncodedDocument real_document(Analyzer& analyzer, std::mt19937& random, const std::string& id) {
    static constexpr const char* kLanguages[] = {"en", "de", "zh-Hant", "ja", "ru", "ar"};
    const std::size_t language = random() % std::size(kLanguages);
    Document document;
    document.id = id;
    document.lang = kLanguages[language];
    document.title = "Title of " + id;
    document.kind = "law";
    document.metadata_json = R"({"a":1})";
    document.published = *parse_iso_date("2019-05");
    for (std::size_t i = random() % 100; i > 0; --i) {
        document.text += kTexts[random() % 4 == 0 ? random() % std::size(kTexts) : language];
        document.text += "\n";
    }
    document.segments = {{"p",
                          "P",
                          SegmentKind::heading,
                          1,
                          0,
                          static_cast<std::uint32_t>(document.text.size() / 2)}};
    EncodedDocument encoded = encode(document, analyzer);
    encoded.row.content_hash = random();
    return encoded;
}

TEST(Merger, JoinsPartsInTheirOrderAndLeavesThemAsTheyAre) {
    const test::TempDir dir;
    std::mt19937 random(1);
    Encoded all;
    std::vector<PartEntry> parts;
    for (const int size : {40, 1, 0, 200, 3}) {
        Encoded documents;
        for (int i = 0; i < size; ++i) {
            documents.push_back(test::random_encoded(random, "d" + std::to_string(all.size())));
            all.push_back(documents.back());
        }
        parts.push_back(write_part(dir.path(), "p" + std::to_string(parts.size()), documents));
    }
    const std::string before = bytes_below(dir.path());
    const auto merged = merge_parts(dir.path(), parts, "merged", {});
    ASSERT_TRUE(merged);
    test::expect_part_holds(dir.path(), *merged, all);
    std::filesystem::remove_all(part_path(dir.path(), "merged"));
    EXPECT_TRUE(bytes_below(dir.path()) == before);
}

TEST(Merger, JoinsMoreWordsThanLieInOneBlock) {
    // One term in all documents of many parts: its postings are cut and numbered again.
    const test::TempDir dir;
    Encoded all;
    std::vector<PartEntry> parts;
    for (std::uint32_t p = 0; p < 5; ++p) {
        Encoded documents;
        for (std::uint32_t i = 0; i < 2000; ++i) {
            EncodedDocument document;
            document.terms["common"] = {i % 300, {i, i + 5}};
            document.terms["part" + std::to_string(p)].wdf = 1;
            document.row.id = std::to_string(p) + "-" + std::to_string(i);
            document.row.lang = "en";
            document.row.length = i;
            documents.push_back(document);
            all.push_back(document);
        }
        parts.push_back(write_part(dir.path(), "p" + std::to_string(p), documents));
    }
    test::expect_part_holds(dir.path(), *merge_parts(dir.path(), parts, "merged", {}), all);
}

TEST(Merger, WritesPartsAgainWithoutTheirDeletedDocuments) {
    const test::TempDir dir;
    std::mt19937 random(2);
    Analyzer analyzer;
    Encoded kept;
    std::vector<PartEntry> parts;
    for (std::uint32_t p = 0; p < 4; ++p) {
        Encoded documents;
        std::vector<std::uint32_t> deleted;
        for (std::uint32_t i = 1; i <= 30; ++i) {
            const std::string id = std::to_string(p) + "-" + std::to_string(i);
            documents.push_back(real_document(analyzer, random, id));
            // None of the first part, some of the second, one of the third, all of the last.
            const bool gone = p == 1 ? i % 7 == 0 : p == 2 ? i == 1 : p == 3;
            if (gone) deleted.push_back(i);
            if (!gone) kept.push_back(documents.back());
        }
        parts.push_back(write_part(dir.path(), "p" + std::to_string(p), documents));
        if (!deleted.empty()) mark_deleted(dir.path(), parts.back(), deleted);
    }
    const std::string before = bytes_below(dir.path());
    MergeControl control;
    control.analyzer = &analyzer;
    const auto merged = merge_parts(dir.path(), parts, "merged", control);
    ASSERT_TRUE(merged);
    EXPECT_EQ(merged->tombstones, "");
    test::expect_part_holds(dir.path(), *merged, kept);
    EXPECT_EQ(folders_below(dir / "parts"), 5U) << "no temporary part is left";
    std::filesystem::remove_all(part_path(dir.path(), "merged"));
    EXPECT_TRUE(bytes_below(dir.path()) == before);

    const auto empty = merge_parts(dir.path(), std::span(parts).last(1), "empty", control);
    ASSERT_TRUE(empty);
    test::expect_part_holds(dir.path(), *empty, {});
}

TEST(Merger, CarriesTombstonesOfLargePartsOver) {
    const test::TempDir dir;
    std::mt19937 random(3);
    Analyzer analyzer;
    Encoded all;
    std::vector<PartEntry> parts;
    for (std::uint32_t p = 0; p < 2; ++p) {
        Encoded documents;
        for (std::uint32_t i = 1; i <= 20; ++i) {
            // "both" is in the first part, deleted, and in the second, alive.
            const std::string id = i == 5 ? "both" : std::to_string(p) + "-" + std::to_string(i);
            documents.push_back(real_document(analyzer, random, id));
            if (i == 1) documents.back().text_bytes = kAlwaysRewrittenBytes;
            all.push_back(documents.back());
        }
        parts.push_back(write_part(dir.path(), "p" + std::to_string(p), documents));
    }
    mark_deleted(dir.path(), parts[0], {3, 5});
    mark_deleted(dir.path(), parts[1], {20});
    std::swap(parts[0], parts[1]);
    std::rotate(all.begin(), all.begin() + 20, all.end());

    const auto merged = merge_parts(dir.path(), parts, "merged", {});
    ASSERT_TRUE(merged);
    test::expect_part_holds(dir.path(), *merged, all, {20, 23, 25});
    const auto folder = part_path(dir.path(), "merged");
    EXPECT_EQ(read_tombstones(folder / merged->tombstones).docids(),
              (std::vector<std::uint32_t>{20, 23, 25}));
    const Columns columns(folder / kColumnsFile);
    EXPECT_EQ(columns.find("both"), 5U);
    EXPECT_EQ(columns.find("0-3"), std::nullopt);

    MergeControl control;
    control.analyzer = &analyzer;
    control.drop_all_deleted = true;
    const auto dense = merge_parts(dir.path(), std::span(&*merged, 1), "dense", control);
    ASSERT_TRUE(dense);
    EXPECT_EQ(dense->documents, 37U);
    EXPECT_EQ(dense->deleted, 0U);
    EXPECT_EQ(dense->total_length, merged->total_length);
    EXPECT_EQ(Columns(part_path(dir.path(), "dense") / kColumnsFile).total_length(),
              merged->total_length);
}

TEST(Merger, JoinsMorePartsThanAreOpenAtOnce) {
    const test::TempDir dir;
    std::mt19937 random(4);
    Encoded all;
    std::vector<PartEntry> parts;
    for (std::size_t p = 0; p < kMaxMergedParts + 10; ++p) {
        all.push_back(test::random_encoded(random, "d" + std::to_string(p)));
        parts.push_back(write_part(dir.path(), "p" + std::to_string(p), {all.back()}));
    }
    test::expect_part_holds(dir.path(), *merge_parts(dir.path(), parts, "merged", {}), all);
    EXPECT_EQ(folders_below(dir / "parts"), parts.size() + 1);
}

TEST(Merger, GivesUpWhenItIsAskedTo) {
    const test::TempDir dir;
    std::mt19937 random(5);
    Analyzer analyzer;
    Encoded documents;
    for (int i = 0; i < 10; ++i) {
        documents.push_back(real_document(analyzer, random, std::to_string(i)));
    }
    PartEntry part = write_part(dir.path(), "p", documents);
    mark_deleted(dir.path(), part, {1});
    for (int asked = 0; asked < 9; ++asked) {
        MergeControl control;
        control.analyzer = &analyzer;
        control.stop = [left = asked]() mutable { return left-- == 0; };
        const std::string name = "m" + std::to_string(asked);
        EXPECT_EQ(merge_parts(dir.path(), std::span(&part, 1), name, control), std::nullopt);
        EXPECT_FALSE(std::filesystem::exists(part_path(dir.path(), name + ".temporary0")));
    }
}

TEST(Merger, RefusesPartsThatAreDamagedAndSaysWhich) {
    const auto why = [](const std::function<void()>& action) {
        try {
            action();
        } catch (const IndexError& error) {
            return std::string(error.what());
        }
        return std::string("not refused");
    };
    const test::TempDir dir;
    std::mt19937 random(6);
    Analyzer analyzer;
    MergeControl control;
    control.analyzer = &analyzer;
    Encoded documents;
    for (int i = 0; i < 5; ++i) {
        documents.push_back(real_document(analyzer, random, "id" + std::to_string(i)));
    }
    PartEntry part = write_part(dir.path(), "p", documents);
    const auto folder = part_path(dir.path(), "p");
    const auto merge = [&](const std::string& name) {
        return why([&] { merge_parts(dir.path(), std::span(&part, 1), name, control); });
    };

    EXPECT_NE(merge("p").find("there already"), std::string::npos);
    ++part.documents;
    EXPECT_NE(merge("a").find("documents instead of 6"), std::string::npos);
    --part.documents;
    mark_deleted(dir.path(), part, {1});
    const std::string stored = read_whole_file(folder / kDocumentsFile);
    write_durably(folder / kDocumentsFile, stored.substr(0, stored.size() - 1));
    const std::string cut = merge("b");
    EXPECT_NE(cut.find("part p, document \"id4\""), std::string::npos) << cut;
    write_durably(folder / part.tombstones, "x");
    EXPECT_NE(merge("c").find("deleted documents"), std::string::npos);
    std::filesystem::remove(folder / "postlist.glass");
    part.tombstones.clear();
    part.deleted = 0;
    EXPECT_NE(merge("d").find("/p/postlist.glass"), std::string::npos);
}

}  // namespace
}  // namespace gazette
