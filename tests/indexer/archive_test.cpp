// What the container readers of libarchive hand over, and what damaged and hostile archives do.
#include "indexer/extract/archive.h"

#include "indexer/extract/byte_sources.h"
#include "indexer/extract/compressed_source.h"
#include "indexer/extract/limits.h"
#include "tests/support/archive_builder.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace gazette::test {
namespace {

using Type = ArchiveEntry::Type;

struct Found {
    std::vector<std::pair<std::string, std::string>> members;  // name, bytes or "!code"
    ContainerEnd end;
};

ArchiveFormat format_of(const std::string& bytes) {
    if (bytes.starts_with("PK")) return ArchiveFormat::zip;
    return bytes.starts_with("7z") ? ArchiveFormat::seven_zip : ArchiveFormat::tar;
}

Found read_source(ByteSource& source, ArchiveFormat format) {
    Found found;
    found.end = ArchiveReader(format).read(source, [&](const Member& member) {
        const bool is_whole = member.why_not.empty();
        const std::string code = member.skipped ? "skipped " + std::string(name_of(*member.skipped))
                                                : std::string(name_of(member.why_not_code));
        found.members.emplace_back(member.name, is_whole ? member.bytes : "!" + code);
        return true;
    });
    return found;
}

Found read_bytes(const std::string& bytes) {
    MemorySource source(bytes);
    return read_source(source, format_of(bytes));
}

std::string words(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::string text;
    while (text.size() < size) text += static_cast<char>('a' + random() % 26);
    return text;
}

TEST(ArchiveReader, HandsOverFilesInOrder) {
    const std::vector<ArchiveEntry> entries = {
        {"./docs", {}, Type::folder, {}},
        {"./docs/b.txt", "second", Type::file, {}},
        {"docs/a.txt", words(300'000, 1), Type::file, {}},
        {"empty.txt", "", Type::file, {}},
    };
    for (const char* format : {"ustar", "pax", "gnutar", "zip", "7zip"}) {
        const Found found = read_bytes(make_archive(format, entries));
        EXPECT_EQ(found.end.problem, "") << format;
        std::map<std::string, std::string> members(found.members.begin(), found.members.end());
        EXPECT_EQ(members.size(), 3U) << format;
        EXPECT_EQ(members["docs/b.txt"], "second") << format;
        EXPECT_EQ(members["docs/a.txt"], entries[2].bytes) << format;
        EXPECT_EQ(members.count("empty.txt"), 1U) << format;
    }
}

TEST(ArchiveReader, KeepsNamesApartWhateverTheyAre) {
    const std::string long_name = std::string(300, 'n') + ".txt";
    const std::vector<ArchiveEntry> entries = {
        {"../../etc/passwd", "1", Type::file, {}},
        {"/etc/passwd", "2", Type::file, {}},
        {"tab\there.txt", "3", Type::file, {}},
        {"same.txt", "4", Type::file, {}},
        {"./same.txt", "5", Type::file, {}},
        {"same.txt~2", "6", Type::file, {}},
        {"\xE6\xB3\x95\xE5\xBE\x8B.txt", "7", Type::file, {}},
        {long_name, "8", Type::file, {}},
    };
    for (const char* format : {"pax", "gnutar", "zip"}) {
        const Found found = read_bytes(make_archive(format, entries));
        EXPECT_EQ(found.end.problem, "") << format;
        const std::vector<std::pair<std::string, std::string>> expected = {
            {"../../etc/passwd", "1"},
            {"/etc/passwd", "2"},
            {"tab\there.txt", "3"},
            {"same.txt", "4"},
            {"same.txt~2", "5"},
            {"same.txt~2~2", "6"},
            {"\xE6\xB3\x95\xE5\xBE\x8B.txt", "7"},
            {long_name, "8"},
        };
        EXPECT_EQ(found.members, expected) << format;
    }
}

TEST(ArchiveReader, EncodesNamesThatAreNotUtf8) {
    for (const char* format : {"ustar", "zip"}) {
        const Found found =
            read_bytes(make_archive(format, {{"caf\xE9%.txt", "x", Type::file, {}}}));
        ASSERT_EQ(found.members.size(), 1U) << format;
        EXPECT_EQ(found.members[0].first, "caf%E9%25.txt") << format;
    }
}

TEST(ArchiveReader, SaysWhyAMemberHasNoBytes) {
    const Found tar = read_bytes(make_archive("pax",
                                              {
                                                  {"a.txt", "a", Type::file, {}},
                                                  {"sym", {}, Type::symlink, "/etc/passwd"},
                                                  {"hard", {}, Type::hardlink, "a.txt"},
                                                  {"dev", {}, Type::device, {}},
                                              }));
    EXPECT_EQ(tar.members,
              (std::vector<std::pair<std::string, std::string>>{{"a.txt", "a"},
                                                                {"sym", "!skipped linked"},
                                                                {"hard", "!skipped linked"},
                                                                {"dev", "!unsupported_format"}}));
    const Found locked = read_bytes(make_locked_zip({{"a.txt", "secret", Type::file, {}}}));
    ASSERT_EQ(locked.members.size(), 1U);
    EXPECT_EQ(locked.members[0].second, "!locked");
}

// A header of a tar file whose size says more than there is.
std::string tar_header(const std::string& name, const std::string& octal_size) {
    std::string header(512, '\0');
    header.replace(0, name.size(), name);
    header.replace(100, 7, "0000644");
    header.replace(108, 7, "0000000");
    header.replace(116, 7, "0000000");
    header.replace(124, octal_size.size(), octal_size);
    header.replace(136, 11, "00000000000");
    header.replace(148, 8, "        ");
    header[156] = '0';
    header.replace(257, 5, "ustar");
    header.replace(263, 2, "00");
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    char text[8];
    std::snprintf(text, sizeof(text), "%06o", sum);
    header.replace(148, 7, std::string(text, 7));
    return header;
}

TEST(ArchiveReader, DeclaredSizesAreNotBelieved) {
    // 8 GB, and 0 bytes of it.
    const Found huge = read_bytes(tar_header("huge.txt", "77777777777"));
    ASSERT_EQ(huge.members.size(), 1U);
    EXPECT_EQ(huge.members[0].second, "!too_large");
    EXPECT_NE(huge.end.problem, "");
    // 100 MB, and 3 bytes of it.
    const Found cut = read_bytes(tar_header("cut.txt", "00574200000") + "abc");
    ASSERT_EQ(cut.members.size(), 1U);
    EXPECT_EQ(cut.members[0].second, "!damaged");
    EXPECT_NE(cut.end.problem, "");
}

TEST(ArchiveReader, StopsAtABomb) {
    const std::string zeros(extract_limits::kUnpackFloorBytes / 2, '\0');
    const std::string bomb = make_archive("zip",
                                          {
                                              {"a", zeros, Type::file, {}},
                                              {"b", zeros, Type::file, {}},
                                              {"c", zeros, Type::file, {}},
                                              {"d", zeros, Type::file, {}},
                                          });
    const Found found = read_bytes(bomb);
    EXPECT_EQ(found.end.code, RejectionCode::over_limit);
    EXPECT_NE(found.end.problem.find("200 times"), std::string::npos) << found.end.problem;
    ASSERT_EQ(found.members.size(), 3U);
    EXPECT_EQ(found.members[2].second, "!over_limit");
}

TEST(ArchiveReader, FindsWhatIsWholeInACutArchive) {
    std::vector<ArchiveEntry> entries;
    for (int i = 0; i < 20; ++i) {
        entries.push_back({std::to_string(i) + ".txt", words(20'000, i), Type::file, {}});
    }
    for (const char* format : {"ustar", "zip"}) {
        const std::string whole = make_archive(format, entries);
        const Found found = read_bytes(whole.substr(0, whole.size() / 2));
        EXPECT_NE(found.end.problem, "") << format;
        std::size_t read = 0;
        for (const auto& [name, bytes] : found.members) {
            if (bytes.starts_with("!")) continue;
            EXPECT_EQ(bytes, entries[read].bytes) << format << name;
            ++read;
        }
        EXPECT_GE(read, 8U) << format;
        EXPECT_LE(read, 10U) << format;
    }
}

TEST(ArchiveReader, SurvivesDamageOfAnyKind) {
    const std::vector<ArchiveEntry> entries = {
        {"a.txt", words(5000, 1), Type::file, {}},
        {"b/c.txt", std::string(5000, 'x'), Type::file, {}},
        {"l", {}, Type::symlink, "a.txt"},
    };
    std::mt19937 random(7);
    for (const char* format : {"ustar", "pax", "gnutar", "zip", "7zip"}) {
        const std::string whole = std::string(format) == "7zip"
                                      ? make_archive(format, {entries[0], entries[1]})
                                      : make_archive(format, entries);
        for (int round = 0; round < 200; ++round) {
            std::string bytes = whole;
            const int flips = 1 + static_cast<int>(random() % 8);
            for (int i = 0; i < flips; ++i) {
                bytes[random() % bytes.size()] ^= static_cast<char>(1u << (random() % 8));
            }
            if (round % 3 == 0) bytes.resize(random() % bytes.size());
            MemorySource source(bytes);
            const Found found = read_source(source, format_of(whole));
            EXPECT_LE(found.members.size(), 100U);
        }
    }
}

std::string media_type_of(const std::string& filter) {
    const bool is_old = filter == "bzip2" || filter == "xz";
    return (is_old ? "application/x-" : "application/") + filter;
}

TEST(DecompressedSource, ReadsEveryFilterAlsoInPieces) {
    const std::string text = words(1'000'000, 3) + std::string(1'000'000, 'z');
    for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
        const std::string packed = compress(filter, text);
        MemorySource source(packed);
        DecompressedSource unpacked(source, media_type_of(filter));
        EXPECT_EQ(read_all(unpacked, SIZE_MAX), text) << filter;
        EXPECT_EQ(unpacked.error(), "") << filter;
        // Two streams, one behind the other.
        const std::string twice = packed + packed;
        MemorySource both(twice);
        DecompressedSource unpacked_both(both, media_type_of(filter));
        EXPECT_EQ(read_all(unpacked_both, SIZE_MAX).size(), 2 * text.size()) << filter;
    }
}

TEST(DecompressedSource, SaysThatAStreamIsCut) {
    const std::string text = words(300'000, 4);
    for (const char* filter : {"gzip", "bzip2", "xz", "zstd"}) {
        const std::string packed = compress(filter, text);
        for (const std::size_t keep : {packed.size() - 1, packed.size() / 2, std::size_t{20}}) {
            const std::string cut = packed.substr(0, keep);
            MemorySource source(cut);
            DecompressedSource unpacked(source, media_type_of(filter));
            const std::string got = read_all(unpacked, SIZE_MAX);
            EXPECT_TRUE(text.starts_with(got)) << filter << keep;
            EXPECT_NE(unpacked.error(), "") << filter << " " << keep;
        }
    }
}

TEST(DecompressedSource, NoticesEveryFlippedBit) {
    const std::string text = words(3000, 5);
    for (const char* filter : {"gzip", "bzip2", "xz"}) {
        const std::string packed = compress(filter, text);
        // gzip's head has a time and a mark of the system that made it.
        for (std::size_t at = 10; at < packed.size(); ++at) {
            std::string bytes = packed;
            bytes[at] ^= 1;
            MemorySource source(bytes);
            DecompressedSource unpacked(source, media_type_of(filter));
            const std::string got = read_all(unpacked, SIZE_MAX);
            EXPECT_TRUE(got == text || !unpacked.error().empty()) << filter << " " << at;
        }
    }
}

TEST(DecompressedSource, PassesOverWhatFollowsGzip) {
    const std::string padded = compress("gzip", "a text") + std::string(512, '\0');
    MemorySource source(padded);
    DecompressedSource unpacked(source, media_type_of("gzip"));
    EXPECT_EQ(read_all(unpacked, SIZE_MAX), "a text");
    EXPECT_EQ(unpacked.error(), "");
}

TEST(DecompressedSource, StopsAtABomb) {
    const std::string zeros(2 * extract_limits::kUnpackFloorBytes, '\0');
    for (const char* filter : {"gzip", "bzip2", "zstd"}) {
        const std::string packed = compress(filter, zeros);
        MemorySource source(packed);
        DecompressedSource unpacked(source, media_type_of(filter));
        const std::string got = read_all(unpacked, SIZE_MAX);
        EXPECT_EQ(unpacked.error_code(), RejectionCode::over_limit) << filter;
        EXPECT_LT(got.size(), extract_limits::kUnpackFloorBytes + (1u << 20)) << filter;
    }
}

TEST(UncompressedName, TakesOneSuffixAway) {
    EXPECT_EQ(uncompressed_name("a.html.gz"), "a.html");
    EXPECT_EQ(uncompressed_name("A.TGZ"), "A.tar");
    EXPECT_EQ(uncompressed_name("a.tar.zst"), "a.tar");
    EXPECT_EQ(uncompressed_name("a.html"), "a.html");
    EXPECT_EQ(uncompressed_name(".gz"), ".gz");
}

}  // namespace
}  // namespace gazette::test
