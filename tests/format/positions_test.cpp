#include "indexer/format/positions.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/format/positions_layout.h"
#include "indexer/format/positions_writer.h"
#include "tests/format/write_file.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace gazette {
namespace {

using Places = std::vector<std::uint32_t>;
using Documents = std::map<std::uint32_t, Places>;  // by docid
using Terms = std::map<std::string, Documents>;

void write(const Terms& terms, std::uint32_t documents, const std::filesystem::path& file) {
    PositionsWriter out(file);
    std::string bytes;
    for (const auto& [term, of_term] : terms) {
        out.begin_term(term);
        for (const auto& [docid, places] : of_term) {
            bytes.clear();
            append_positions(bytes, places);
            out.add(docid, bytes);
        }
        out.end_term();
    }
    out.finish(documents);
}

Documents all_of(PositionCursor cursor) {
    Documents documents;
    for (cursor.seek(1); cursor.document() != PositionCursor::kEnd;
         cursor.seek(cursor.document() + 1)) {
        cursor.read(UINT32_MAX, documents[cursor.document()]);
    }
    return documents;
}

Terms all_of(const Positions& positions) {
    Terms found;
    for (Positions::Terms terms(positions); terms.next();) {
        found[terms.term()] = all_of(terms.documents());
    }
    return found;
}

// Below `end`.
std::uint32_t number(std::mt19937& random, std::uint32_t end) {
    return static_cast<std::uint32_t>(random() % end);
}

Places random_places(std::mt19937& random) {
    std::set<std::uint32_t> places;
    const std::uint32_t count = 1 + (random() % 30 == 0 ? number(random, 2000) : number(random, 6));
    while (places.size() < count) {
        places.insert(random() % 9 == 0 ? static_cast<std::uint32_t>(random())
                                        : number(random, 5000));
    }
    if (random() % 40 == 0) places.insert({0, 1, 2, 127, 128, 129, UINT32_MAX - 1, UINT32_MAX});
    return {places.begin(), places.end()};
}

// Terms of all bytes, of which most begin as others do; most of few documents, some of nearly all.
Terms random_terms(std::mt19937& random, std::uint32_t documents, std::size_t count) {
    Terms terms;
    std::string name;
    while (documents > 0 && terms.size() < count) {
        name.resize(number(random, static_cast<std::uint32_t>(name.size()) + 1));
        for (std::uint32_t more = number(random, 5); more > 0 && name.size() < 250; --more) {
            name.push_back(static_cast<char>(random()));
        }
        if (name.empty()) continue;  // no term is
        Documents& of_term = terms[name];
        const std::uint32_t share = random() % 12 == 0 ? 100 : number(random, 3);
        for (std::uint32_t docid = 1; docid <= documents; ++docid) {
            if (number(random, 110) < share) of_term[docid] = random_places(random);
        }
        if (of_term.empty()) of_term[1 + number(random, documents)] = random_places(random);
    }
    return terms;
}

TEST(Positions, KnowWhereEachTermStands) {
    const test::TempDir dir;
    std::mt19937 random(21);
    for (const auto& [documents, count] : {std::pair(0U, 0U),
                                           {1U, 1U},
                                           {1U, 32U},
                                           {3U, 33U},
                                           {64U, 65U},
                                           {65U, 200U},
                                           {700U, 150U}}) {
        const Terms terms = random_terms(random, documents, count);
        write(terms, documents, dir / "p");
        const Positions positions(dir / "p");
        EXPECT_NO_THROW(positions.verify());
        EXPECT_EQ(positions.documents(), documents);
        EXPECT_TRUE(all_of(positions) == terms);
        for (const auto& [term, expected] : terms) {
            const PositionCursor cursor = positions.find(term);
            ASSERT_EQ(cursor.documents(), expected.size());
            ASSERT_TRUE(all_of(cursor) == expected);
            for (const std::string& other :
                 {term + '\0', term + "x", term.substr(0, term.size() / 2)}) {
                if (!terms.contains(other)) {
                    ASSERT_EQ(positions.find(other).documents(), 0U);
                }
            }
        }
        EXPECT_FALSE(positions.find("a term that nothing has").seek(1));
        EXPECT_FALSE(positions.find(std::string(300, '\xFF')).seek(1));
    }
}

TEST(Positions, AreSoughtForward) {
    const test::TempDir dir;
    std::mt19937 random(22);
    constexpr std::uint32_t kDocuments = 3000;
    const Terms terms = random_terms(random, kDocuments, 60);
    write(terms, kDocuments, dir / "p");
    const Positions positions(dir / "p");
    for (const std::uint32_t stride : {1U, 3U, 70U, 900U}) {
        for (const auto& [term, expected] : terms) {
            PositionCursor cursor = positions.find(term);
            Places found{1, 2, 3};
            for (std::uint32_t docid = 1; docid <= kDocuments;
                 docid += 1 + number(random, stride)) {
                const auto at = expected.lower_bound(docid);
                const bool here = at != expected.end() && at->first == docid;
                ASSERT_EQ(cursor.seek(docid), here);
                ASSERT_EQ(cursor.document(),
                          at == expected.end() ? PositionCursor::kEnd : at->first);
                if (!here) continue;
                cursor.read(UINT32_MAX, found);
                ASSERT_EQ(found, at->second);
                const auto count = static_cast<std::uint32_t>(found.size());
                EXPECT_NO_THROW(cursor.read(count, found));
                EXPECT_THROW(cursor.read(count - 1, found), IndexError);
            }
        }
    }
}

TEST(Positions, AreMergedAsIfWrittenAtOnce) {
    const test::TempDir dir;
    std::mt19937 random(23);
    Terms all;
    std::uint32_t before = 0;
    std::vector<std::filesystem::path> files;
    for (const std::uint32_t documents : {300U, 0U, 1U, 64U, 900U}) {
        // The same beginnings, so that the files have terms in common.
        std::mt19937 names(5);
        Terms terms = random_terms(names, documents, 80);
        if (documents > 0) terms["only in " + std::to_string(documents)][1] = {7};
        for (const auto& [term, of_term] : terms) {
            for (const auto& [docid, places] : of_term) all[term][before + docid] = places;
        }
        files.push_back(dir / std::to_string(files.size()));
        write(terms, documents, files.back());
        before += documents;
    }
    write(all, before, dir / "at-once");
    merge_positions(files, dir / "merged");
    EXPECT_TRUE(read_whole_file(dir / "merged") == read_whole_file(dir / "at-once"));
    merge_positions({}, dir / "none");
    EXPECT_FALSE(Positions(dir / "none").find("x").seek(1));
}

TEST(Positions, TakeTermsAndDocumentsInOrderAlone) {
    const test::TempDir dir;
    PositionsWriter out(dir / "p");
    std::string bytes;
    append_positions(bytes, std::vector<std::uint32_t>{3});
    out.begin_term("b");
    out.add(2, bytes);
    EXPECT_THROW(out.add(2, bytes), std::logic_error);
    out.end_term();
    out.begin_term("b");
    EXPECT_THROW(out.add(1, bytes), std::logic_error);
}

// Whatever the bytes say, what is read ascends and ends.
void read_in_spite_of_damage(const std::filesystem::path& file, const Terms& terms) {
    const Positions positions(file);
    Places places;
    for (const auto& [term, of_term] : terms) {
        try {
            PositionCursor cursor = positions.find(term);
            std::uint32_t last = 0;
            for (cursor.seek(1); cursor.document() != PositionCursor::kEnd; cursor.seek(last + 1)) {
                ASSERT_GT(cursor.document(), last);
                ASSERT_LE(cursor.document(), positions.documents());
                last = cursor.document();
                cursor.read(4000, places);
                ASSERT_TRUE(std::is_sorted(places.begin(), places.end()));
            }
        } catch (const IndexError&) {
        }
    }
}

TEST(Positions, RefuseDamagedFiles) {
    const test::TempDir dir;
    std::mt19937 random(24);
    const Terms terms = random_terms(random, 400, 70);
    write(terms, 400, dir / "p");
    const std::string whole = read_whole_file(dir / "p");
    for (std::size_t size = 0; size < whole.size(); size += 1 + size / 5) {
        test::write_file(dir / "bad", std::string_view(whole).substr(0, size));
        EXPECT_THROW(Positions positions(dir / "bad"), IndexError) << size;
    }
    for (int round = 0; round < 2500; ++round) {
        // Half of them in the index and near it.
        const std::size_t from = round % 2 == 0 ? 0 : whole.size() - whole.size() / 20;
        const std::size_t at = from + random() % (whole.size() - from);
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        test::write_file(dir / "bad", bytes);
        try {
            Positions(dir / "bad").verify();
            // Of the header's number of documents, and of nothing else, there is no checksum here:
            // the part compares it with its own.
            EXPECT_LT(at, sizeof(positions_layout::Header)) << at;
        } catch (const IndexError&) {
        }
        try {
            read_in_spite_of_damage(dir / "bad", terms);
        } catch (const IndexError&) {
        }
    }
}

}  // namespace
}  // namespace gazette
