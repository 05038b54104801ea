// A backup is whole, whenever it is made, and stays as it was whatever happens to the index.
#include "indexer/index_backup.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/format/manifest.h"
#include "indexer/index_check.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace gazette::test {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kNone;

ino_t inode(const fs::path& file) {
    struct stat status {};
    EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
    return status.st_ino;
}

Manifest manifest_of(const fs::path& index) {
    return manifest_from_json(read_whole_file(manifest_path(index)));
}

TEST(IndexBackup, IsTheIndexAsItWas) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 200, 1));
    index.run();
    index.write("a.jsonl", many_records("a", 150, 2));
    index.run_and_delete_missing();

    const TempDir dir;
    const BackupReport report = back_up(index.index(), dir / "copy", BackupFiles::copy);
    const IndexFixture copy(index.sources(), dir / "copy");
    EXPECT_EQ(copy.findings(), kNone);
    EXPECT_EQ(differences(copy.documents(), index.documents()), kNone);
    EXPECT_EQ(copy.outcomes(), index.outcomes());
    EXPECT_EQ(report.documents, 150U);
    EXPECT_EQ(report.revision, manifest_of(index.index()).revision);
    EXPECT_EQ(report.linked_bytes, 0U);
    EXPECT_GT(report.copied_bytes, 0U);
    EXPECT_FALSE(fs::exists(unfinished_backup(dir / "copy")));
}

TEST(IndexBackup, LinksWhatIsNeverWrittenAgainAndNothingElse) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 50, 1));
    index.run();
    const fs::path target = index.sources().parent_path() / "backup";
    const BackupReport report = back_up(index.index(), target, BackupFiles::link);
    EXPECT_GT(report.linked_bytes, 0U);

    const std::string part = manifest_of(target).parts.at(0).name;
    for (const auto& file : fs::directory_iterator(part_path(target, part))) {
        const std::string name = file.path().filename().string();
        const bool same = inode(file) == inode(part_path(index.index(), part) / name);
        EXPECT_EQ(same, name != kInUseFile) << name;
    }
    EXPECT_NE(inode(target / "ledger.sqlite"), inode(index.index() / "ledger.sqlite"));
    EXPECT_NE(inode(manifest_path(target)), inode(manifest_path(index.index())));
}

// At each step of each publication, while the index is written to.
TEST(IndexBackup, IsWholeAtEveryStepOfAPublication) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 300, 1));
    index.write("gone.txt", "an old one");
    index.run();
    index.write("a.jsonl", many_records("a", 300, 2) + "broken\n");
    index.write("b.txt", "a new one");
    index.remove("gone.txt");

    const TempDir dir;
    int backups = 0;
    IndexOptions options = index.options();
    options.delete_missing = true;
    options.at_step = [&](PublishStep) {
        const fs::path target = dir / std::to_string(backups++);
        const std::uint64_t documents = manifest_of(index.index()).documents();
        EXPECT_EQ(back_up(index.index(), target, BackupFiles::link).documents, documents);
    };
    run_index(options);
    ASSERT_GT(backups, 4);
    for (int i = 0; i < backups; ++i) {
        SCOPED_TRACE("backup " + std::to_string(i));
        const IndexFixture copy(index.sources(), dir / std::to_string(i));
        EXPECT_EQ(copy.findings(), kNone);
        // It is an index that can be written to: from here, it comes to the same.
        copy.run_and_delete_missing();
        EXPECT_EQ(copy.findings(), kNone);
        EXPECT_EQ(differences(copy.documents(), index.documents()), kNone);
    }
    EXPECT_EQ(index.findings(), kNone);
}

TEST(IndexBackup, RestoresWhatWasLost) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 80, 1));
    index.run();
    const fs::path target = index.sources().parent_path() / "backup";
    back_up(index.index(), target, BackupFiles::link);
    const auto before = index.documents();

    // What happens to the index does not happen to its backup.
    index.write("a.jsonl", many_records("a", 10, 7));
    index.run_and_delete_missing();
    fs::remove_all(index.index());
    fs::rename(target, index.index());
    EXPECT_EQ(index.findings(), kNone);
    EXPECT_EQ(differences(index.documents(), before), kNone);

    index.write("a.jsonl", many_records("a", 80, 1));
    EXPECT_EQ(index.run().added, 0U);
}

TEST(IndexBackup, RefusesTargetsThatAreThereOrInTheIndex) {
    const IndexFixture index;
    index.write("a.txt", "text");
    index.run();
    const TempDir dir;
    fs::create_directory(dir / "there");
    fs::create_symlink("nowhere", dir / "dangling");
    fs::create_directory(dir / "killed.unfinished");
    const fs::path targets[] = {dir / "there",
                                dir / "there/",
                                dir / "dangling",
                                dir / "killed",
                                dir / "no/such/folder",
                                index.index(),
                                index.index() / "backup"};
    for (const fs::path& target : targets) {
        EXPECT_THROW(back_up(index.index(), target, BackupFiles::link), IndexError) << target;
    }
    EXPECT_FALSE(fs::exists(dir / "killed"));
    EXPECT_FALSE(fs::exists(index.index() / "backup"));
    EXPECT_THROW(back_up(dir / "there", dir / "new", BackupFiles::link), IndexError);
    EXPECT_FALSE(fs::exists(dir / "new"));
}

TEST(IndexBackup, LeavesNothingWhereAPartIsLost) {
    const IndexFixture index;
    index.write("a.txt", "text");
    index.run();
    fs::remove_all(part_path(index.index(), manifest_of(index.index()).parts.at(0).name));
    const TempDir dir;
    EXPECT_THROW(back_up(index.index(), dir / "new", BackupFiles::link), IndexError);
    EXPECT_TRUE(fs::is_empty(dir.path()));
}

}  // namespace
}  // namespace gazette::test
