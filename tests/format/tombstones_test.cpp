#include "indexer/format/tombstones.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "tests/format/write_file.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

TEST(Tombstones, AreASortedSet) {
    const Tombstones tombstones({7, 1, 7, 3});
    EXPECT_EQ(tombstones.docids(), (std::vector<std::uint32_t>{1, 3, 7}));
    EXPECT_TRUE(tombstones.contains(3));
    EXPECT_FALSE(tombstones.contains(2));
    EXPECT_FALSE(Tombstones().contains(0));
    EXPECT_TRUE(Tombstones().empty());
}

TEST(Tombstones, ComeBackFromTheirFile) {
    const test::TempDir dir;
    for (const std::vector<std::uint32_t>& docids :
         {std::vector<std::uint32_t>{}, {1}, {1, 2, 3}, {5, 1000, 100000, UINT32_MAX}}) {
        write_tombstones(dir / "t", Tombstones(docids));
        EXPECT_EQ(read_tombstones(dir / "t").docids(), docids);
    }
}

TEST(Tombstones, RefuseDamagedFiles) {
    const test::TempDir dir;
    write_tombstones(dir / "t", Tombstones({5, 1000, 100000}));
    const std::string whole = read_whole_file(dir / "t");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        test::write_file(dir / "bad", whole.substr(0, size));
        EXPECT_THROW(read_tombstones(dir / "bad"), IndexError) << size;
    }
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        std::string bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        test::write_file(dir / "bad", bytes);
        EXPECT_THROW(read_tombstones(dir / "bad"), IndexError) << bit;
    }
    EXPECT_THROW(read_tombstones(dir / "none"), IndexError);
}

}  // namespace
}  // namespace gazette
