// Whatever was indexed before, in whatever steps and with however many threads: once the missing is
// deleted, the index holds what a new index of the same files holds.
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

// Random files of records and of text. Each file of records has ids of its own, some of them twice
// in the file, or all share theirs; lines are added, moved, changed, damaged and taken away from
// version to version.
class RandomSources {
  public:
    explicit RandomSources(unsigned seed, bool share_ids = false)
        : random_(seed), share_ids_(share_ids) {}

    void change(const IndexFixture& index) {
        for (int file = 0; file < 4; ++file) {
            if (chance(3)) continue;
            const std::string name = "f" + std::to_string(file) + ".jsonl";
            if (chance(6)) {
                index.remove(name);
            } else {
                index.write(name, lines(file));
            }
        }
        for (int file = 0; file < 5; ++file) {
            const std::string name = "t/" + std::to_string(file) + ".txt";
            if (chance(2)) continue;
            if (chance(4)) {
                index.remove(name);
            } else {
                index.write(name, chance(8) && !share_ids_ ? std::string() : text());
            }
        }
    }
    unsigned jobs() { return 1 + static_cast<unsigned>(random_()) % 4; }

  private:
    bool chance(unsigned one_in) { return static_cast<unsigned>(random_()) % one_in == 0; }
    std::string text() { return "word" + std::to_string(random_() % 4) + " § 法律"; }
    std::string lines(int file) {
        std::string result;
        const unsigned count = static_cast<unsigned>(random_()) % 40;
        for (unsigned i = 0; i < count; ++i) {
            const std::string owner = share_ids_ ? "all" : "f" + std::to_string(file);
            const std::string id = owner + "-" + std::to_string(random_() % 30);
            if (chance(15)) result += "damaged\n";
            if (chance(20)) result += "\n";
            result += record(id, text());
        }
        return result;
    }

    std::mt19937 random_;
    bool share_ids_;
};

// A file of text that became empty keeps its last version in the index, and a new index has none:
// that is meant so (see Outcome::stale).
std::map<std::string, std::string> without_stale(const IndexFixture& index) {
    auto documents = index.documents();
    for (const auto& [uri, row] : index.rows()) {
        if (row.outcome == Outcome::stale) documents.erase(row.doc_id);
    }
    return documents;
}

class IncrementalProperty : public testing::TestWithParam<unsigned> {};

TEST_P(IncrementalProperty, EqualsANewIndex) {
    RandomSources random(GetParam());
    const IndexFixture index;
    for (int version = 0; version < 5; ++version) {
        random.change(index);
        IndexOptions options = index.options();
        options.jobs = random.jobs();
        options.delete_missing = version % 2 == 0;
        const IndexReport report = run_index(options);
        ASSERT_EQ(index.findings(), std::vector<std::string>()) << "version " << version;
        ASSERT_EQ(report.documents, index.documents().size());
        if (!options.delete_missing) continue;

        IndexOptions fresh = index.options();
        const TempDir elsewhere;
        fresh.index_dir = elsewhere / "index";
        const IndexReport all = run_index(fresh);
        const IndexFixture other(index.sources(), fresh.index_dir);
        EXPECT_EQ(differences(without_stale(index), other.documents()), std::vector<std::string>())
            << "version " << version;
        EXPECT_EQ(all.added, all.documents);
        // What was met is what there is: nothing is counted twice or forgotten.
        EXPECT_EQ(report.added + report.replaced + report.unchanged + report.rejected,
                  all.added + all.rejected);
        auto outcomes = index.outcomes();
        for (auto row = outcomes.begin(); row != outcomes.end();) {
            row = row->second.starts_with("deleted") ? outcomes.erase(row) : std::next(row);
        }
        auto expected = other.outcomes();
        for (const auto& [uri, row] : index.rows()) {
            if (row.outcome == Outcome::stale) expected[uri] = "stale " + row.reason;
        }
        EXPECT_EQ(differences(outcomes, expected), std::vector<std::string>());
    }
}

std::map<std::string, std::string> ids_of(std::map<std::string, std::string> documents) {
    for (auto& [id, text] : documents) text.clear();
    return documents;
}

// Which file's record is the document of an id depends on what came when; that there is one does
// not.
TEST_P(IncrementalProperty, HasEveryIdThatANewIndexHas) {
    RandomSources random(1000 + GetParam(), true);
    const IndexFixture index;
    for (int version = 0; version < 6; ++version) {
        random.change(index);
        IndexOptions options = index.options();
        options.jobs = random.jobs();
        options.delete_missing = version % 3 != 1;
        const IndexReport report = run_index(options);
        ASSERT_EQ(index.findings(), std::vector<std::string>()) << "version " << version;
        ASSERT_EQ(report.documents, index.documents().size());
        if (!options.delete_missing) continue;
        EXPECT_EQ(report.waiting, 0U) << "version " << version;
        IndexOptions fresh = index.options();
        const TempDir elsewhere;
        fresh.index_dir = elsewhere / "index";
        run_index(fresh);
        const IndexFixture other(index.sources(), fresh.index_dir);
        ASSERT_EQ(differences(ids_of(without_stale(index)), ids_of(other.documents())),
                  std::vector<std::string>())
            << "version " << version;
        // Nothing is left to be done.
        const IndexReport again = run_index(options);
        EXPECT_EQ(again.added + again.replaced + again.deleted, 0U) << "version " << version;
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, IncrementalProperty, testing::Range(1U, 9U));

}  // namespace
}  // namespace gazette::test
