// Folders that change while they are watched. What is waited for comes, sooner or later; nothing
// here depends on when.
#include "indexer/index_watch.h"

#include "indexer/folder_watch.h"
#include "indexer/format/index_error.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <utility>

namespace gazette::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Texts = std::map<std::string, std::string>;

// Far more than it takes.
constexpr auto kPatience = 60s;

// Watches the sources of an index in a thread of its own.
class Watching {
  public:
    explicit Watching(const IndexFixture& index, bool delete_missing = true, RecipeSet recipes = {})
        : index_(index) {
        options_ = index.options();
        options_.recipes = std::move(recipes);
        options_.delete_missing = delete_missing;
        options_.stop = &stop_;
        WatchOptions watch;
        watch.calm = 100ms;
        watch.patience = 1000ms;
        watch.after_run = [this](const IndexReport& report) {
            ++runs_;
            unchanged_ += report.unchanged;
        };
        thread_ = std::thread([this, watch] { watch_index(options_, watch); });
        expect([this] { return runs_ > 0; });
    }
    ~Watching() { stop(); }
    Watching(const Watching&) = delete;
    Watching& operator=(const Watching&) = delete;

    void stop() {
        stop_ = true;
        if (thread_.joinable()) thread_.join();
    }
    void expect(const std::function<bool()>& holds) const {
        const auto end = std::chrono::steady_clock::now() + kPatience;
        while (!holds()) {
            if (std::chrono::steady_clock::now() > end) {
                ADD_FAILURE() << "it never came";
                return;
            }
            std::this_thread::sleep_for(20ms);
        }
    }
    void expect_documents(const Texts& documents) const {
        expect([&] { return index_.documents() == documents; });
    }
    int runs() const { return runs_; }
    std::uint64_t unchanged() const { return unchanged_; }

  private:
    const IndexFixture& index_;
    IndexOptions options_;
    std::atomic<bool> stop_{false};
    std::atomic<int> runs_{0};
    std::atomic<std::uint64_t> unchanged_{0};
    std::thread thread_;
};

TEST(IndexWatch, FollowsWhatComesChangesAndGoes) {
    const IndexFixture index;
    index.write("a.txt", "a");
    index.write("sub/b.txt", "b");
    Watching watching(index);
    watching.expect_documents({{"src/a.txt", "a"}, {"src/sub/b.txt", "b"}});
    index.write("a.txt", "a, changed");
    index.write("new/deep/c.txt", "c");
    watching.expect_documents(
        {{"src/a.txt", "a, changed"}, {"src/sub/b.txt", "b"}, {"src/new/deep/c.txt", "c"}});
    fs::rename(index.source("new"), index.source("moved"));
    index.remove("sub");
    watching.expect_documents({{"src/a.txt", "a, changed"}, {"src/moved/deep/c.txt", "c"}});
    // A folder that moved is still watched.
    index.write("moved/deep/d.txt", "d");
    watching.expect_documents({{"src/a.txt", "a, changed"},
                               {"src/moved/deep/c.txt", "c"},
                               {"src/moved/deep/d.txt", "d"}});
    watching.stop();
    EXPECT_TRUE(index.findings().empty());
    // The ids are those of a run over everything.
    const IndexReport again = index.run();
    EXPECT_EQ(again.unchanged, 3U);
    EXPECT_EQ(again.added + again.replaced + again.missing, 0U);
}

TEST(IndexWatch, ReadsAFileOnceItIsClosed) {
    const IndexFixture index;
    index.write("a.txt", "a");
    Watching watching(index);
    std::ofstream growing(index.source("grows.txt"));
    growing << "first half" << std::flush;
    index.write("z.txt", "z");
    watching.expect([&] { return index.documents().contains("src/z.txt"); });
    EXPECT_FALSE(index.documents().contains("src/grows.txt"));
    growing << ", second half";
    growing.close();
    watching.expect_documents(
        {{"src/a.txt", "a"}, {"src/z.txt", "z"}, {"src/grows.txt", "first half, second half"}});
}

TEST(IndexWatch, LooksAtNothingButTheChanges) {
    const IndexFixture index;
    for (int i = 0; i < 50; ++i) index.write(std::to_string(i) + ".txt", std::to_string(i));
    index.run();
    Watching watching(index);
    EXPECT_EQ(watching.unchanged(), 50U);
    index.write("new.txt", "new");
    watching.expect([&] { return index.documents().size() == 51; });
    watching.stop();
    EXPECT_EQ(watching.unchanged(), 50U);
}

TEST(IndexWatch, KeepsDocumentsOfGoneFilesUnlessTold) {
    const IndexFixture index;
    index.write("a.txt", "a");
    Watching watching(index, false);
    index.remove("a.txt");
    watching.expect([&] { return index.outcomes().at("a.txt") == "missing missing"; });
    EXPECT_EQ(index.documents(), (Texts{{"src/a.txt", "a"}}));
}

TEST(IndexWatch, AnIndexInItsOwnFolderIsNoChange) {
    const IndexFixture index;
    index.write("a.txt", "a");
    const IndexFixture inside(index.sources(), index.source("index"));
    Watching watching(inside);
    inside.write("b.txt", "b");
    watching.expect_documents({{"src/a.txt", "a"}, {"src/b.txt", "b"}});
    watching.expect([&] { return watching.runs() == 2; });
    std::this_thread::sleep_for(1s);
    EXPECT_EQ(watching.runs(), 2);
}

TEST(IndexWatch, FollowsFoldersThatComeFromElsewhereAndLeave) {
    const IndexFixture index;
    index.write("a.txt", "a");
    const TempDir elsewhere;
    fs::create_directories(elsewhere / "in/deep");
    std::ofstream(elsewhere / "in/deep/b.txt") << "b";
    Watching watching(index);
    fs::rename(elsewhere / "in", index.source("in"));
    watching.expect_documents({{"src/a.txt", "a"}, {"src/in/deep/b.txt", "b"}});
    index.write("in/deep/c.txt", "c");
    watching.expect_documents(
        {{"src/a.txt", "a"}, {"src/in/deep/b.txt", "b"}, {"src/in/deep/c.txt", "c"}});
    fs::rename(index.source("in"), elsewhere / "out");
    watching.expect_documents({{"src/a.txt", "a"}});
    // What happens there is no concern any more.
    std::ofstream(elsewhere / "out/deep/d.txt") << "d";
    index.write("e.txt", "e");
    watching.expect_documents({{"src/a.txt", "a"}, {"src/e.txt", "e"}});
    watching.stop();
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexWatch, ReadsDocumentsAgainWhenTheirMetadataChange) {
    const IndexFixture index;
    index.write("law/1.txt", "words of it");
    index.write("law/meta.json", R"({"1":"First title"})");
    index.write("other/2.txt", "others");
    index.write("law/deep/x.txt", "unnumbered");
    Watching watching(index,
                      true,
                      RecipeSet({parse_recipe(R"({"recipe":1,"name":"r","title":"t",
"licence":"l","obtain":"o","applies_to":["**"],"rules":[
 {"paths":["**/meta.json"],"companion":true},
 {"paths":["**/{number:digits}.txt"],"companions":{"meta":"{dir}/meta.json"},
  "fields":{"title":{"companion":"meta","pointer":"/{number}"}}},
 {"paths":["**"]}]})",
                                              "r.json")}));
    const auto hash = [&index] { return index.rows().at("law/1.txt").hash; };
    const std::string first = hash();
    const std::string other = index.rows().at("other/2.txt").hash;
    index.write("law/meta.json", R"({"1":"Second title"})");
    watching.expect([&] { return hash() != first; });
    const std::string second = hash();
    index.remove("law/meta.json");
    watching.expect([&] { return hash() != second; });
    watching.stop();
    EXPECT_EQ(index.rows().at("other/2.txt").hash, other);
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexWatch, ReadsDocumentsAgainWhenAFolderOfMetadataComesOrLeaves) {
    const IndexFixture index;
    index.write("law/1.txt", "words of it");
    const TempDir elsewhere;
    fs::create_directories(elsewhere / "facts");
    std::ofstream(elsewhere / "facts/meta.json") << R"({"1":"A title"})";
    Watching watching(index,
                      true,
                      RecipeSet({parse_recipe(R"({"recipe":1,"name":"r","title":"t",
"licence":"l","obtain":"o","applies_to":["**"],"rules":[
 {"paths":["**/meta.json"],"companion":true},
 {"paths":["**/{number:digits}.txt"],"companions":{"meta":"{dir}/facts/meta.json"},
  "fields":{"title":{"companion":"meta","pointer":"/{number}"}}},
 {"paths":["**"]}]})",
                                              "r.json")}));
    const auto hash = [&index] { return index.rows().at("law/1.txt").hash; };
    const std::string without = hash();
    fs::rename(elsewhere / "facts", index.source("law/facts"));
    watching.expect([&] { return hash() != without; });
    fs::rename(index.source("law/facts"), elsewhere / "facts");
    watching.expect([&] { return hash() == without; });
    watching.stop();
    EXPECT_TRUE(index.findings().empty());
}

TEST(FolderWatch, SaysThatChangesWereLost) {
    std::size_t most = 0;
    std::ifstream("/proc/sys/fs/inotify/max_queued_events") >> most;
    if (most == 0 || most > 50'000) GTEST_SKIP() << "the system's queue holds " << most;
    const IndexFixture index;
    index.write("a/1.txt", "1");
    FolderWatch watch({Root{index.sources(), true, "src", {}}},
                      [](const fs::path&) { return false; });
    // Two events each; those that are alike, one after the other, would count once.
    for (std::size_t i = 0; i <= most; i += 2) {
        fs::rename(index.source(i % 4 == 0 ? "a/1.txt" : "a/2.txt"),
                   index.source(i % 4 == 0 ? "a/2.txt" : "a/1.txt"));
    }
    fs::create_directories(index.source("c"));  // is not seen any more
    FolderChanges changes;
    watch.wait(changes, 1000ms);
    EXPECT_TRUE(changes.all);
    // It is watched all the same.
    changes = {};
    index.write("c/new.txt", "new");
    watch.wait(changes, kPatience);
    EXPECT_EQ(changes.paths, (std::set<fs::path>{index.source("c/new.txt")}));
}

TEST(IndexWatch, HoldsTheIndex) {
    const IndexFixture index;
    index.write("a.txt", "a");
    Watching watching(index);
    EXPECT_THROW(index.run(), IndexError);
    watching.stop();
    EXPECT_EQ(index.run().unchanged, 1U);
}

TEST(FolderChanges, KeepTheHighestOfEach) {
    FolderChanges changes;
    for (const char* path : {"/a/b/c", "/a/bc", "/a/b/d", "/a/b", "/a/b/e", "/x"}) {
        changes.add(path);
    }
    EXPECT_EQ(changes.paths, (std::set<fs::path>{"/a/b", "/a/bc", "/x"}));
}

}  // namespace
}  // namespace gazette::test
