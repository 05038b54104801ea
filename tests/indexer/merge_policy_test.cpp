#include "indexer/merge_policy.h"

#include <gtest/gtest.h>

#include <random>

namespace gazette {
namespace {

PartEntry part(std::uint64_t text_bytes, std::uint32_t documents = 100, std::uint32_t deleted = 0) {
    PartEntry entry;
    entry.text_bytes = text_bytes;
    entry.documents = documents;
    entry.deleted = deleted;
    return entry;
}

Manifest manifest_of(std::vector<PartEntry> parts) {
    Manifest manifest;
    manifest.parts = std::move(parts);
    return manifest;
}

using Choice = std::vector<std::size_t>;

TEST(MergePolicy, LeavesFewPartsAlone) {
    EXPECT_EQ(choose_merge(Manifest{}), std::nullopt);
    EXPECT_EQ(choose_merge(manifest_of(std::vector(kPartsPerTier - 1, part(1000)))), std::nullopt);
    // One of each size.
    std::vector<PartEntry> parts;
    for (std::uint64_t bytes = kSmallestTierBytes; bytes < std::uint64_t{1} << 50; bytes *= 8) {
        parts.push_back(part(bytes));
    }
    EXPECT_EQ(choose_merge(manifest_of(parts)), std::nullopt);
}

TEST(MergePolicy, ChoosesAllPartsOfTheLowestFullTier) {
    std::vector<PartEntry> parts;
    Choice small;
    for (std::size_t i = 0; i < 10; ++i) {
        parts.push_back(part(std::uint64_t{1} << 30));
        small.push_back(parts.size());
        parts.push_back(part(1000));
    }
    EXPECT_EQ(choose_merge(manifest_of(parts)), small);
}

TEST(MergePolicy, ChoosesAPartWithManyDeletedDocumentsAlone) {
    std::vector<PartEntry> parts(20, part(1000));
    parts[7] = part(1000, 100, 20);
    EXPECT_EQ(choose_merge(manifest_of(parts))->size(), 20U);
    parts[7] = part(1000, 100, 21);
    EXPECT_EQ(choose_merge(manifest_of(parts)), Choice{7});
    parts[7] = part(1000, 100, 100);
    EXPECT_EQ(choose_merge(manifest_of(parts)), Choice{7});
}

TEST(MergePolicy, BoundsHowMuchIsMergedAtOnce) {
    const auto many = choose_merge(manifest_of(std::vector(200, part(1000))));
    EXPECT_EQ(many->size(), kMaxMergedParts);
    EXPECT_EQ(choose_merge(manifest_of(std::vector(20, part(kMaxMergedTextBytes / 4)))),
              std::nullopt);
    EXPECT_EQ(choose_merge(manifest_of(std::vector(20, part(1000, UINT32_MAX / 4)))), std::nullopt);
}

TEST(MergePolicy, RewritesSmallPartsAndThoseWithManyDeletedDocuments) {
    EXPECT_FALSE(is_rewritten_in_merge(part(1000)));
    EXPECT_TRUE(is_rewritten_in_merge(part(1000, 100, 1)));
    EXPECT_FALSE(is_rewritten_in_merge(part(kAlwaysRewrittenBytes, 100, 20)));
    EXPECT_TRUE(is_rewritten_in_merge(part(kAlwaysRewrittenBytes, 100, 21)));
}

TEST(MergePolicy, KeepsPartsFewAndWritesEachDocumentAFewTimes) {
    std::mt19937 random(1);
    Manifest manifest;
    std::uint64_t added = 0;
    std::uint64_t merged = 0;
    std::size_t most = 0;
    for (int i = 0; i < 5000; ++i) {
        manifest.parts.push_back(part(500'000 + random() % 1'000'000, 500));
        added += manifest.parts.back().text_bytes;
        for (int merges = 0; const auto chosen = choose_merge(manifest); ++merges) {
            ASSERT_LT(merges, 10);
            PartEntry result = part(0, 0);
            for (auto at = chosen->rbegin(); at != chosen->rend(); ++at) {
                result.text_bytes += manifest.parts[*at].text_bytes;
                result.documents += manifest.parts[*at].documents;
                manifest.parts.erase(manifest.parts.begin() + static_cast<std::ptrdiff_t>(*at));
            }
            merged += result.text_bytes;
            manifest.parts.push_back(result);
        }
        most = std::max(most, manifest.parts.size());
    }
    EXPECT_LE(most, 35U);
    EXPECT_LE(merged, 5 * added);
}

TEST(MergePolicy, ComesToAnEndWhereDeletedDocumentsStay) {
    // A merge that keeps tombstones must not be chosen again for them.
    std::vector<PartEntry> parts(kPartsPerTier, part(kAlwaysRewrittenBytes, 1000, 200));
    ASSERT_TRUE(choose_merge(manifest_of(parts)));
    EXPECT_EQ(choose_merge(manifest_of({part(kPartsPerTier * kAlwaysRewrittenBytes, 8000, 1600)})),
              std::nullopt);
}

}  // namespace
}  // namespace gazette
