// What is walked, in which order, and what is left aside.
#include "indexer/source_walker.h"

#include "indexer/input_names.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

namespace fs = std::filesystem;
using Outcomes = std::map<std::string, std::string>;

// Names in the order of the walk, by the numbers that the ledger keeps.
std::vector<std::string> walk_order(const IndexFixture& index) {
    std::map<std::uint64_t, std::string> by_sequence;
    for (const auto& [uri, row] : index.rows()) by_sequence[row.sequence] = uri;
    std::vector<std::string> names;
    for (const auto& [sequence, uri] : by_sequence) names.push_back(uri);
    return names;
}

TEST(SourceWalker, WalksInTheByteOrderOfPaths) {
    const IndexFixture index;
    const std::vector<std::string> expected = {".hidden/x.txt",
                                               "B.txt",
                                               "a-b/x.txt",
                                               "a.txt",
                                               "a/b.txt",
                                               "a/b/c.txt",
                                               "a0.txt",
                                               "ab.txt",
                                               "\xC3\xA9.txt",
                                               "\xE6\xB3\x95/x.txt"};
    for (auto name = expected.rbegin(); name != expected.rend(); ++name) index.write(*name, *name);
    index.run();
    EXPECT_EQ(walk_order(index), expected);
    EXPECT_TRUE(std::is_sorted(expected.begin(), expected.end()));
}

TEST(SourceWalker, LeavesVersionControlAndTheIndexItselfAside) {
    const IndexFixture index;
    index.write("a.txt", "a");
    index.write(".git/config", "not a document");
    index.write("sub/.hg/store", "not a document");
    IndexOptions options = index.options();
    options.index_dir = index.source("index");
    run_index(options);
    const IndexFixture inside(index.sources(), options.index_dir);
    EXPECT_EQ(inside.outcomes(),
              (Outcomes{{".git", "skipped version_control"},
                        {"a.txt", "indexed"},
                        {"index", "skipped index_folder"},
                        {"sub/.hg", "skipped version_control"}}));
}

TEST(SourceWalker, FollowsALinkOnceAndNeverIntoALoop) {
    const IndexFixture index;
    const TempDir outside;
    fs::create_directories(outside / "deep");
    fs::create_symlink("..", outside / "deep" / "up");
    std::ofstream(outside / "deep" / "x.txt") << "x";
    index.write("d/a.txt", "a");
    fs::create_symlink("d/a.txt", index.source("link-to-a"));
    fs::create_symlink(".", index.source("d/loop"));
    fs::create_symlink(outside.path(), index.source("e-outside"));
    fs::create_symlink(outside.path(), index.source("f-outside-again"));
    fs::create_symlink("nowhere", index.source("g-broken"));
    fs::create_symlink("h-self", index.source("h-self"));
    index.run();
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"d/a.txt", "indexed"},
                        {"d/loop", "skipped linked"},
                        {"e-outside/deep/up", "skipped linked"},
                        {"e-outside/deep/x.txt", "indexed"},
                        {"f-outside-again", "skipped linked"},
                        {"g-broken", "rejected unreadable"},
                        {"h-self", "rejected unreadable"},
                        {"link-to-a", "skipped linked"}}));
    EXPECT_EQ(index.documents().size(), 2U);
}

TEST(SourceWalker, TakesRootsOnceAndNamesThemAsTheyAreGiven) {
    const IndexFixture index;
    index.write("archive/a.txt", "a");
    index.write("archive/sub/b.txt", "b");
    fs::create_symlink("archive", index.source("laws"));
    struct Row {
        std::vector<std::string> paths;
        std::vector<std::string> collections;
    };
    const Row rows[] = {
        {{"archive"}, {"archive"}},
        {{"archive/"}, {"archive"}},
        {{"archive/."}, {"archive"}},
        {{"archive/sub/.."}, {"archive"}},
        {{"laws"}, {"laws"}},
        {{"archive", "laws"}, {"archive"}},
        {{"archive/sub", "archive"}, {"archive"}},
        {{"archive/sub/b.txt"}, {"sub"}},
        {{"archive/a.txt", "archive/sub/b.txt"}, {"archive", "sub"}},
    };
    for (const Row& row : rows) {
        std::vector<fs::path> paths;
        for (const std::string& path : row.paths) paths.push_back(index.source(path));
        std::vector<std::string> collections;
        for (const Root& root : resolve_roots(paths)) collections.push_back(root.collection);
        EXPECT_EQ(collections, row.collections) << row.paths[0];
    }
    EXPECT_EQ(resolve_roots({"/"})[0].collection, "files");
    EXPECT_THROW(resolve_roots({index.source("none")}), std::invalid_argument);
}

TEST(InputNames, AreValidAndKeptApart) {
    EXPECT_EQ(path_uri("/a/b c#1.txt"), "/a/b c#1.txt");
    EXPECT_EQ(path_uri("/caf\xE9"), "file:///caf%E9");
    EXPECT_EQ(path_uri("/caf\xC3\xA9%"), "/caf\xC3\xA9%");
    EXPECT_EQ(path_made_id("laws", "a/b.txt"), "laws/a/b.txt");
    EXPECT_EQ(path_made_id("laws", "tab\t").substr(0, 12), "laws/tab%09~");
    EXPECT_NE(path_made_id("laws", "caf\xE9"), path_made_id("laws", "caf%E9"));
    const std::string long_id = path_made_id("laws", std::string(3000, 'x'));
    EXPECT_EQ(long_id.size(), kMaxDocumentIdBytes);
    EXPECT_NE(long_id, path_made_id("laws", std::string(3001, 'x')));
    std::string han;
    for (int i = 0; i < 1000; ++i) han += "法";
    EXPECT_LE(path_made_id("laws", han).size(), kMaxDocumentIdBytes);
}

}  // namespace
}  // namespace gazette::test
