#include "indexer/line_cutter.h"

#include "indexer/file_source.h"
#include "indexer/format/stored_document.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace gazette::test {
namespace {

struct Cut {
    std::vector<std::string> lines;  // "!LENGTH" for one that is too long
    std::string hash;
    std::uint64_t bytes = 0;
};

Cut cut(const std::string& bytes, std::size_t max_line_bytes) {
    const TempDir dir;
    std::ofstream(dir / "file", std::ios::binary) << bytes;
    const int file = ::open((dir / "file").c_str(), O_RDONLY | O_CLOEXEC);
    FileSource source(file);
    LineCutter cutter(source, max_line_bytes);
    Cut result;
    while (const auto line = cutter.next()) {
        EXPECT_EQ(line->number, result.lines.size() + 1);
        result.lines.push_back(line->too_long ? "!" + std::to_string(line->length)
                                              : std::string(line->bytes));
        EXPECT_TRUE(line->too_long || line->length == line->bytes.size());
    }
    result.hash = source.hash_of_all();
    result.bytes = cutter.bytes_read();
    EXPECT_EQ(source.error(), "");
    EXPECT_EQ(FileSource(file).hash_of_all(), result.hash);
    ::close(file);
    return result;
}

TEST(LineCutter, CutsAtLineEnds) {
    struct Row {
        std::string bytes;
        std::vector<std::string> lines;
    };
    const Row rows[] = {
        {"", {}},
        {"\n", {""}},
        {"a", {"a"}},
        {"a\n", {"a"}},
        {"a\nb", {"a", "b"}},
        {"a\r\nb\r\n", {"a", "b"}},
        {"a\rb\n", {"a\rb"}},
        {"\n\na\n", {"", "", "a"}},
        {"\xEF\xBB\xBFone\n\xEF\xBB\xBFtwo", {"one", "\xEF\xBB\xBFtwo"}},
        {std::string("a\0b\n", 4), {std::string("a\0b", 3)}},
        {"12345678\n123456789\n1\n", {"12345678", "!9", "1"}},
        {"12345678\r\n123456789", {"12345678", "!9"}},
        {"\xEF\xBB\xBF"
         "12345678\r\n",
         {"12345678"}},
        {std::string(100, 'x') + "\nshort", {"!100", "short"}},
    };
    for (const Row& row : rows) EXPECT_EQ(cut(row.bytes, 8).lines, row.lines) << row.bytes;
}

TEST(LineCutter, HashesTheWholeFile) {
    const std::string bytes = std::string(3'000'000, 'x') + "\nand more\n";
    const Cut result = cut(bytes, 100);
    EXPECT_EQ(result.hash, content_hash(bytes));
    EXPECT_EQ(result.bytes, bytes.size());
    EXPECT_EQ(result.lines, (std::vector<std::string>{"!3000000", "and more"}));
}

TEST(LineCutter, AgreesWithAPlainOneOnRandomFiles) {
    std::mt19937 random(5);
    for (int round = 0; round < 30; ++round) {
        std::string bytes;
        const std::size_t lines = random() % 40;
        for (std::size_t i = 0; i < lines; ++i) {
            const std::size_t longest = random() % 4 == 0 ? 700'000 : 100;
            bytes += std::string(random() % longest, static_cast<char>('a' + random() % 26)) + "\n";
        }
        std::vector<std::string> expected;
        std::istringstream in(bytes);
        for (std::string line; std::getline(in, line);) {
            expected.push_back(line.size() > 300'000 ? "!" + std::to_string(line.size()) : line);
        }
        EXPECT_EQ(cut(bytes, 300'000).lines, expected);
    }
}

TEST(LineCutter, SaysWhenTheSystemRefuses) {
    const TempDir dir;
    const int folder = ::open(dir.path().c_str(), O_RDONLY | O_CLOEXEC);
    FileSource source(folder);
    LineCutter cutter(source, 100);
    EXPECT_FALSE(cutter.next());
    EXPECT_FALSE(source.error().empty());
    EXPECT_EQ(source.hash_of_all(), "");
    ::close(folder);
}

}  // namespace
}  // namespace gazette::test
