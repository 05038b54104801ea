#include "tests/glass/random_terms.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/manifest.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

namespace gazette::test {
namespace {

std::uint32_t below(std::mt19937& random, std::uint32_t bound) {
    return static_cast<std::uint32_t>(random() % bound);
}

std::string random_term(std::mt19937& random, std::uint32_t words) {
    if (random() % 10 > 0) return "w" + std::to_string(random() % words);
    constexpr std::size_t kMost = 245;
    const std::size_t wanted = random() % 8 == 0 ? kMost : 1 + random() % 20;
    std::string term;
    for (std::size_t bytes = 0; bytes < wanted;) {
        char byte = static_cast<char>(random());
        if (random() % 4 == 0) byte = random() % 2 == 0 ? '\0' : '\xFF';
        const std::size_t cost = byte == '\0' ? 2 : 1;
        if (bytes + cost > kMost) byte = 'x';
        bytes += byte == '\0' ? 2 : 1;
        term.push_back(byte);
    }
    return term;
}

std::uint32_t random_wdf(std::mt19937& random) {
    static constexpr std::uint32_t kBorders[] = {0, 1, 127, 128, 16383, 16384, 70'000};
    return random() % 4 == 0 ? kBorders[random() % std::size(kBorders)] : below(random, 5);
}

std::vector<std::uint32_t> random_positions(std::mt19937& random) {
    std::vector<std::uint32_t> positions;
    const std::uint32_t count = random() % 40 == 0 ? below(random, 3000) : below(random, 12);
    for (std::uint32_t i = 0; i < count; ++i) {
        positions.push_back(
            static_cast<std::uint32_t>(random() % 8 == 0 ? random() : random() % 5000));
    }
    if (random() % 50 == 0) positions.push_back(0);
    if (random() % 50 == 0) positions.push_back(UINT32_MAX);
    // Runs without gaps, which take no bits at all.
    if (random() % 10 == 0) {
        for (std::uint32_t i = 0; i < 20; ++i) positions.push_back(7000 + i);
    }
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    return positions;
}

}  // namespace

Occurrences random_occurrences(std::mt19937& random, std::uint32_t words) {
    Occurrences occurrences;
    if (random() % 30 == 0) return occurrences;
    std::vector<std::string> terms(1 + random() % 40);
    for (auto& term : terms) term = random_term(random, words);
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    std::shuffle(terms.begin(), terms.end(), random);
    for (const auto& term : terms) {
        occurrences.push_back({term, random_wdf(random), false, 0});
        for (const std::uint32_t position : random_positions(random)) {
            occurrences.push_back({term, random_wdf(random), true, position});
            if (random() % 10 == 0) occurrences.push_back({term, 1, true, position});
        }
    }
    return occurrences;
}

void write_database(const std::filesystem::path& folder,
                    WriterKind kind,
                    const std::vector<Occurrences>& documents) {
    std::filesystem::create_directories(folder);
    const auto writer = kind == WriterKind::bulk
                            ? make_bulk_writer(folder)
                            // In one batch: joining would leave other chunks.
                            : make_plain_writer(folder, {UINT64_MAX, UINT32_MAX, UINT64_MAX});
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::size_t turn = 0;
    for (const auto& document : documents) {
        for (const Occurrence& o : document) {
            // Of a writer that numbers its terms, two of three occurrences go by number.
            if (writer->numbering_id() != 0 && turn++ % 3 != 0) {
                std::uint32_t& number = numbers[o.term];
                if (number == 0) number = writer->number_of(o.term);
                o.has_position ? writer->add_numbered(number, o.wdf, o.position)
                               : writer->add_numbered(number, o.wdf);
                continue;
            }
            o.has_position ? writer->add(o.term, o.wdf, o.position) : writer->add(o.term, o.wdf);
        }
        writer->end_document();
    }
    writer->finish();
}

std::string compacted_table(const std::filesystem::path& folder, const std::string& table) {
    const TempDir dir;
    const auto target = dir / "compacted";
    Xapian::Database(folder.string()).compact(target.string(), Xapian::Compactor::FULL);
    return std::filesystem::exists(target / table) ? read_whole_file(target / table)
                                                   : std::string();
}

void expect_same_database(const std::filesystem::path& made,
                          const std::filesystem::path& expected) {
    for (const char* table : {"postlist.glass", "position.glass"}) {
        EXPECT_TRUE(compacted_table(made, table) == compacted_table(expected, table)) << table;
    }
    // Databases that were joined have none.
    if (std::filesystem::exists(made / kPositionsFile)) {
        EXPECT_TRUE(read_whole_file(made / kPositionsFile) ==
                    read_whole_file(expected / kPositionsFile));
    }
    std::ostringstream faults;
    EXPECT_EQ(Xapian::Database::check(made.string(), Xapian::DBCHECK_SHOW_STATS, &faults), 0U)
        << faults.str();
    const Xapian::Database one(made.string());
    const Xapian::Database other(expected.string());
    EXPECT_EQ(one.get_doccount(), other.get_doccount());
    EXPECT_EQ(one.get_lastdocid(), other.get_lastdocid());
    EXPECT_EQ(one.get_total_length(), other.get_total_length());
    EXPECT_EQ(one.get_doclength_lower_bound(), other.get_doclength_lower_bound());
    EXPECT_EQ(one.get_doclength_upper_bound(), other.get_doclength_upper_bound());
    for (std::uint32_t docid = 1; docid <= other.get_doccount(); ++docid) {
        ASSERT_EQ(one.get_doclength(docid), other.get_doclength(docid)) << docid;
    }
    auto term = one.allterms_begin();
    for (auto wanted = other.allterms_begin(); wanted != other.allterms_end(); ++wanted, ++term) {
        ASSERT_TRUE(term != one.allterms_end());
        ASSERT_EQ(*term, *wanted);
        ASSERT_EQ(one.get_termfreq(*term), other.get_termfreq(*term));
        ASSERT_EQ(one.get_collection_freq(*term), other.get_collection_freq(*term));
        ASSERT_EQ(one.get_wdf_upper_bound(*term), other.get_wdf_upper_bound(*term));
        auto posting = one.postlist_begin(*term);
        for (auto at = other.postlist_begin(*term); at != other.postlist_end(*term); ++at) {
            ASSERT_TRUE(posting != one.postlist_end(*term));
            ASSERT_EQ(*posting, *at);
            ASSERT_EQ(posting.get_wdf(), at.get_wdf());
            ++posting;
        }
        ASSERT_TRUE(posting == one.postlist_end(*term));
    }
    EXPECT_TRUE(term == one.allterms_end());
}

}  // namespace gazette::test
