#include "indexer/ledger.h"

#include "indexer/format/index_error.h"
#include "indexer/ledger_reader.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <sys/stat.h>

namespace gazette::test {
namespace {

LedgerRow row(const std::string& name, Outcome outcome, std::uint64_t revision) {
    LedgerRow row;
    row.name = name;
    row.outcome = outcome;
    if (has_document(outcome)) row.doc_id = "id of " + name;
    row.revision = revision;
    return row;
}

void put(Ledger& ledger, const LedgerRow& row) {
    ledger.begin();
    ledger.put(row);
    ledger.commit();
}

std::string outcome_at(const std::filesystem::path& dir,
                       std::uint64_t published,
                       const std::string& name) {
    LedgerReader reader(dir, published);
    const auto found = reader.find(0, name);
    return found ? std::string(name_of(found->outcome)) : "none";
}

TEST(Ledger, ReadersLookPastWhatIsNotPublishedYet) {
    const TempDir dir;
    Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
    put(ledger, row("a", Outcome::rejected, 0));
    ledger.begin();
    ledger.put(row("a", Outcome::indexed, 1));
    ledger.put(row("b", Outcome::indexed, 1));
    ledger.commit();
    EXPECT_EQ(outcome_at(dir.path(), 0, "a"), "rejected");
    EXPECT_EQ(outcome_at(dir.path(), 0, "b"), "none");
    // Published: the manifest says so before the ledger does anything about it.
    EXPECT_EQ(outcome_at(dir.path(), 1, "a"), "indexed");
    EXPECT_EQ(outcome_at(dir.path(), 1, "b"), "indexed");
    ledger.set_published(1);
    EXPECT_EQ(outcome_at(dir.path(), 1, "a"), "indexed");
}

TEST(Ledger, TakesBackWhatWasNotPublished) {
    const TempDir dir;
    {
        Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
        ledger.begin();
        ledger.put(row("kept", Outcome::indexed, 1));
        ledger.put(row("changed", Outcome::indexed, 1));
        ledger.put(row("removed", Outcome::indexed, 1));
        ledger.commit();
        ledger.set_published(1);
        ledger.begin();
        LedgerRow changed = row("changed", Outcome::superseded, 2);
        ledger.put(changed);
        changed.outcome = Outcome::deleted;  // twice in one publication
        ledger.put(changed);
        ledger.remove(ledger.find(0, "removed")->input_id, 2);
        ledger.put(row("removed", Outcome::rejected, 2));
        ledger.put(row("new", Outcome::indexed, 2));
        ledger.remove(ledger.find(0, "new")->input_id, 2);
        ledger.put(row("newer", Outcome::indexed, 2));
        ledger.commit();
        EXPECT_EQ(outcome_at(dir.path(), 1, "removed"), "indexed");
        EXPECT_EQ(outcome_at(dir.path(), 2, "removed"), "rejected");
    }
    for (const char* name : {"kept", "changed", "removed"}) {
        EXPECT_EQ(outcome_at(dir.path(), 1, name), "indexed");
    }
    Ledger again(dir.path(), 1, Ledger::Purpose::update);
    for (const char* name : {"kept", "changed", "removed"}) {
        EXPECT_EQ(again.find(0, name)->outcome, Outcome::indexed) << name;
        EXPECT_EQ(again.find_document(std::string("id of ") + name)->name, name);
    }
    EXPECT_FALSE(again.find(0, "new"));
    EXPECT_FALSE(again.find(0, "newer"));
}

TEST(Ledger, KeepsWhatWasPublishedThoughNobodyToldIt) {
    const TempDir dir;
    {
        Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
        put(ledger, row("a", Outcome::indexed, 1));
    }
    Ledger again(dir.path(), 1, Ledger::Purpose::update);
    EXPECT_EQ(again.find(0, "a")->outcome, Outcome::indexed);
}

TEST(Ledger, RebuildsBesideTheOldRows) {
    const TempDir dir;
    {
        Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
        put(ledger, row("old", Outcome::indexed, 1));
    }
    {
        Ledger rebuild(dir.path(), 1, Ledger::Purpose::rebuild);
        EXPECT_FALSE(rebuild.find(0, "old"));
        put(rebuild, row("new", Outcome::indexed, 2));
        EXPECT_EQ(outcome_at(dir.path(), 1, "old"), "indexed");
        EXPECT_EQ(outcome_at(dir.path(), 1, "new"), "none");
        EXPECT_EQ(outcome_at(dir.path(), 2, "old"), "none");
        EXPECT_EQ(outcome_at(dir.path(), 2, "new"), "indexed");
    }
    {
        // Killed before it was published.
        Ledger again(dir.path(), 1, Ledger::Purpose::update);
        EXPECT_EQ(again.find(0, "old")->outcome, Outcome::indexed);
        EXPECT_FALSE(again.find(0, "new"));
    }
    Ledger rebuild(dir.path(), 1, Ledger::Purpose::rebuild);
    put(rebuild, row("new", Outcome::indexed, 2));
    rebuild.set_published(2);
    EXPECT_EQ(outcome_at(dir.path(), 2, "new"), "indexed");
    EXPECT_EQ(outcome_at(dir.path(), 2, "old"), "none");
    EXPECT_THROW(LedgerReader(dir.path(), 1), IndexError);
}

TEST(Ledger, RefusesWhatDoesNotFitTheManifest) {
    const TempDir dir;
    EXPECT_THROW(Ledger(dir.path(), 3, Ledger::Purpose::update), IndexError);
    {
        Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
        put(ledger, row("a", Outcome::indexed, 7));
    }
    EXPECT_THROW(Ledger(dir.path(), 0, Ledger::Purpose::update), IndexError);
    EXPECT_NO_THROW(Ledger(dir.path(), 6, Ledger::Purpose::update));
}

TEST(Ledger, GoesThroughRowsInOrderOfName) {
    const TempDir dir;
    Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
    ledger.begin();
    for (const char* name : {"/b/2", "/a", "/b", "/b/1", "/b0", "/b/", "/c"}) {
        ledger.put(row(name, Outcome::rejected, 0));
    }
    ledger.commit();
    std::vector<std::string> names;
    for (const LedgerRow& found : ledger.rows_after(0, "/b/", "/b0", 10)) {
        names.push_back(found.name);
    }
    EXPECT_EQ(names, (std::vector<std::string>{"/b/1", "/b/2"}));
    EXPECT_EQ(ledger.rows_after(0, "", "", 3).size(), 3U);
}

TEST(Ledger, KeepsNamesAndTextsOfAnyBytes) {
    const TempDir dir;
    Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
    LedgerRow strange = row("/caf\xE9/\"quoted\";--", Outcome::indexed, 0);
    strange.doc_id = std::string("nul\0inside", 10);
    strange.warnings = "one\ntwo";
    put(ledger, strange);
    const auto found = ledger.find(0, strange.name);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->doc_id, strange.doc_id);
    EXPECT_EQ(found->warnings, strange.warnings);
}

TEST(Ledger, CanBeReadWhereNothingCanBeWritten) {
    const TempDir dir;
    {
        Ledger ledger(dir.path(), 0, Ledger::Purpose::update);
        put(ledger, row("a", Outcome::indexed, 1));
    }
    ::chmod((dir / "ledger.sqlite").c_str(), 0444);
    ::chmod(dir.path().c_str(), 0555);
    EXPECT_EQ(outcome_at(dir.path(), 1, "a"), "indexed");
    ::chmod(dir.path().c_str(), 0755);
}

TEST(LedgerRow, IsShownAsPartialWhereAWarningSaysSo) {
    LedgerRow row;
    row.outcome = Outcome::indexed;
    const std::pair<std::string, std::string> rows[] = {
        {"", "indexed"},
        {"a warning", "indexed"},
        {"not partial: at all", "indexed"},
        {"partial: pages 3 to 7 have no text layer", "partial"},
        {"a warning\npartial: page 2", "partial"},
        {"a warning\nthe title", "indexed"},
    };
    for (const auto& [warnings, shown] : rows) {
        row.warnings = warnings;
        EXPECT_EQ(shown_outcome(row), shown) << warnings;
    }
    row.outcome = Outcome::rejected;
    row.warnings = "partial: page 2";
    EXPECT_EQ(shown_outcome(row), "rejected");
}

}  // namespace
}  // namespace gazette::test
