#include "indexer/format/durable_file.h"

#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

std::string message_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const IndexError& error) {
        return error.what();
    }
    return "no error";
}

TEST(DurableFile, WritesWhatIsReadBack) {
    const test::TempDir dir;
    const std::string large(3'000'000, 'x');
    for (const std::string& bytes : {std::string(), std::string("a\0b", 3), large}) {
        write_durably(dir / "file", bytes);
        EXPECT_EQ(read_whole_file(dir / "file"), bytes);
    }
    std::filesystem::create_directory(dir / "folder");
    write_durably(dir / "folder" / "inner", "x");
    EXPECT_NO_THROW(fsync_tree(dir.path()));
}

TEST(DurableFile, NamesThePathAndTheSystemsWordsInErrors) {
    const test::TempDir dir;
    const std::string missing = (dir / "none" / "file").string();
    EXPECT_EQ(message_of([&] { read_whole_file(missing); }),
              "cannot open " + missing + ": No such file or directory");
    EXPECT_EQ(message_of([&] { write_durably(missing, "x"); }),
              "cannot make " + missing + ": No such file or directory");
    EXPECT_THROW(fsync_tree(dir / "none"), IndexError);
    EXPECT_THROW(fsync_folder(dir / "none"), IndexError);
    EXPECT_THROW(read_whole_file(dir.path()), IndexError);
}

TEST(DurableFile, SaysWhenTheDiskIsFull) {
    const std::string message = message_of([] { write_durably("/dev/full", "x"); });
    EXPECT_NE(message.find("No space left on device; free space"), std::string::npos) << message;
}

TEST(FileWriter, AppendsPiecesAndOtherFilesAndOverwrites) {
    const test::TempDir dir;
    write_durably(dir / "other", std::string(700'000, 'o') + "end");
    std::string expected;
    {
        FileWriter out(dir / "file");
        for (int i = 0; i < 100'000; ++i) {
            out.append("abc");
            expected += "abc";
        }
        out.append_file(dir / "other", 1, 700'002);
        expected += std::string(699'999, 'o') + "end";
        out.overwrite(1, "XY");
        expected.replace(1, 2, "XY");
        EXPECT_EQ(out.size(), expected.size());
        out.append("last");
        expected += "last";
        out.finish();
    }
    EXPECT_TRUE(read_whole_file(dir / "file") == expected);
}

TEST(FileReader, RefusesToReadBehindTheEnd) {
    const test::TempDir dir;
    write_durably(dir / "file", "0123456789");
    const FileReader in(dir / "file");
    EXPECT_EQ(in.size(), 10U);
    EXPECT_EQ(in.read(3, 4), "3456");
    EXPECT_EQ(in.read(10, 0), "");
    EXPECT_THROW(in.read(3, 8), IndexError);
    EXPECT_THROW(in.read(11, 0), IndexError);
    EXPECT_THROW(in.read(UINT64_MAX, 2), IndexError);
    EXPECT_THROW(in.read(2, UINT64_MAX), IndexError);
}

}  // namespace
}  // namespace gazette
