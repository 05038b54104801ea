// gazette search and gazette explain as a person runs them.
#include "tests/searcher/own_documents.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace gazette::test {
namespace {

struct Outcome {
    int status = 0;
    std::string output;  // standard output and error together
};

class Command : public testing::Test {
  protected:
    void SetUp() override {
        auto documents = own_documents();
        documents.push_back(make_document(
            "odd", "en", "\x1b[31mred \xc2\x9b", "A \x1b]0;zebra\x07 in\nthe house."));
        build_index(dir_.path(), documents, 2);
    }

    // `arguments` are quoted for the shell.
    Outcome run(const std::string& subcommand, const std::vector<std::string>& arguments) {
        std::string line = std::string(GAZETTE_PROGRAM) + " " + subcommand + " --index '" +
                           dir_.path().string() + "'";
        for (const std::string& argument : arguments) line += " '" + argument + "'";
        Outcome outcome;
        FILE* pipe = popen((line + " 2>&1").c_str(), "r");
        if (pipe == nullptr) throw std::runtime_error("cannot run " + line);
        char buffer[4096];
        while (const std::size_t got = fread(buffer, 1, sizeof buffer, pipe)) {
            outcome.output.append(buffer, got);
        }
        outcome.status = WEXITSTATUS(pclose(pipe));
        return outcome;
    }

    TempDir dir_;
};

TEST_F(Command, SearchShowsHitsWithMarksInBrackets) {
    const Outcome outcome = run("search", {"\"duty of care\""});
    EXPECT_EQ(0, outcome.status);
    EXPECT_NE(outcome.output.find("1. [Duty of care]\n"), outcome.output.npos) << outcome.output;
    EXPECT_NE(outcome.output.find("owes a [duty of care] to every"), outcome.output.npos);
    EXPECT_NE(outcome.output.find("1 document, shown 1 to 1"), outcome.output.npos);
}

TEST_F(Command, SearchPrintsEveryHitAsALine) {
    const Outcome outcome = run("search", {"--all", ""});
    EXPECT_EQ(0, outcome.status);
    std::istringstream lines(outcome.output);
    std::set<std::string> ids;
    for (std::string line; std::getline(lines, line);) {
        ids.insert(nlohmann::json::parse(line).at("id").get<std::string>());
    }
    EXPECT_EQ(own_documents().size() + 1, ids.size());
    EXPECT_EQ(2, run("search", {"--all", "\"open"}).status);
    EXPECT_EQ(2, run("search", {"--all", "--limit", "3", "bank"}).status);
}

TEST_F(Command, SearchWritesEveryHitToAFileWithAManifest) {
    for (const char* format : {"csv", "jsonl", "ris", "bib"}) {
        const Outcome outcome = run("search", {"--all", "--format", format, ""});
        EXPECT_EQ(0, outcome.status) << format;
        EXPECT_NE(outcome.output.find("xxh3_128"), outcome.output.npos) << format;
    }
    const Outcome lines = run("search", {"--all", "--format", "jsonl", ""});
    const auto at = lines.output.rfind("{\"manifest\":");
    ASSERT_NE(lines.output.npos, at);
    const auto manifest = nlohmann::json::parse(lines.output.substr(at)).at("manifest");
    EXPECT_EQ(own_documents().size() + 1, manifest.at("records"));
    EXPECT_EQ(manifest.at("total"), manifest.at("records"));
    EXPECT_EQ(0U,
              run("search", {"--all", "--format", "csv", "\"duty of care\""})
                  .output.find("record,id,title,"));
    EXPECT_NE(0, run("search", {"--format", "csv", "bank"}).status);
    EXPECT_NE(0, run("search", {"--all", "--format", "pdf", "bank"}).status);
    EXPECT_EQ(2, run("search", {"--all", "--format", "csv", "\"open"}).status);
}

TEST_F(Command, SearchGivesSpans) {
    const Outcome outcome = run("search", {"--spans", "\"duty of care\""});
    const auto hit = nlohmann::json::parse(outcome.output).at("hits").at(0);
    EXPECT_EQ(1U, hit.at("spans").at("title").size());
    EXPECT_TRUE(hit.at("spans").at("complete"));
    const auto span = hit.at("spans").at("text").at(0);
    EXPECT_EQ(12, span.at("end").get<int>() - span.at("begin").get<int>());
}

TEST_F(Command, SearchAnswersATable) {
    const auto table = dir_.path() / "queries.csv";
    std::ofstream(table) << "id,query\na,\"\"\"duty of care\"\"\"\nb,\"\"\"open\"\n";
    Outcome outcome = run("search", {"--batch", table.string()});
    EXPECT_EQ(1, outcome.status) << outcome.output;
    EXPECT_NE(outcome.output.find("\n2,a,"), outcome.output.npos) << outcome.output;
    EXPECT_NE(outcome.output.find("unbalanced_quote"), outcome.output.npos);
    EXPECT_NE(outcome.output.find("1 line of the table"), outcome.output.npos);
    EXPECT_EQ(2, run("search", {"--batch", table.string(), "bank"}).status);
    EXPECT_EQ(2, run("search", {"--batch", table.string() + ".none"}).status);
    std::ofstream(table) << "nonsense\n";
    EXPECT_EQ(2, run("search", {"--batch", table.string()}).status);
}

TEST_F(Command, NothingThatATerminalObeysIsPrinted) {
    const Outcome outcome = run("search", {"zebra"});
    EXPECT_NE(outcome.output.find("[zebra]"), outcome.output.npos) << outcome.output;
    for (const char* control : {"\x1b", "\x07", "\xc2\x9b"}) {
        EXPECT_EQ(outcome.output.find(control), outcome.output.npos);
    }
}

TEST_F(Command, SearchPrintsTheJsonOfTheApi) {
    const Outcome outcome =
        run("search", {"--json", "--limit", "2", "--sort", "newest", "--lang", "en", "notice"});
    EXPECT_EQ(0, outcome.status);
    const auto json = nlohmann::json::parse(outcome.output);
    EXPECT_EQ(2U, json.at("hits").size());
    EXPECT_EQ(5, json.at("total").at("value"));
    EXPECT_EQ("2021-01-31", json.at("hits").at(0).at("date"));
}

TEST_F(Command, FiltersNarrowAndRepeat) {
    const auto total = [&](const std::vector<std::string>& arguments) {
        std::vector<std::string> all = {"--json", "--limit", "0"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        return nlohmann::json::parse(run("search", all).output).at("total").at("value").get<int>();
    };
    EXPECT_EQ(total({"lang:en OR lang:de"}), total({"--lang", "en", "--lang", "de"}));
    EXPECT_EQ(total({"kind:law AND notice"}), total({"--kind", "law", "notice"}));
    EXPECT_EQ(total({"date:2019-05..2020"}), total({"--from", "2019-05", "--to", "2020"}));
    EXPECT_EQ(total({"source:registry"}), total({"--source", "registry"}));
    EXPECT_EQ(total({"collection:papers"}), total({"--collection", "papers"}));
    EXPECT_GT(total({}), 40);
}

TEST_F(Command, AWrongQueryShowsItsPlace) {
    for (const char* subcommand : {"search", "explain"}) {
        const Outcome outcome = run(subcommand, {"銀行 (harbour"});
        EXPECT_EQ(2, outcome.status);
        EXPECT_NE(outcome.output.find("\n  銀行 (harbour\n       ^"), outcome.output.npos)
            << outcome.output;
    }
    const Outcome json = run("search", {"--json", "bank (harbour"});
    EXPECT_EQ(2, json.status);
    EXPECT_EQ(400, nlohmann::json::parse(json.output).at("status"));
}

TEST_F(Command, WrongOptionsAreRefused) {
    EXPECT_EQ(2, run("search", {"--limit", "101", "bank"}).status);
    EXPECT_EQ(2, run("search", {"--from", "2019-02-30", "bank"}).status);
    EXPECT_EQ(2, run("search", {"--sort", "size", "bank"}).status);
}

TEST_F(Command, AMissingIndexIsAFailure) {
    const Outcome outcome = run("search", {"--index", "/nowhere", "bank"});
    EXPECT_NE(0, outcome.status);
}

TEST_F(Command, ExplainShowsTermsAndCounts) {
    const Outcome outcome = run("explain", {"Banken OR \"duty of care\""});
    EXPECT_EQ(0, outcome.status);
    EXPECT_NE(outcome.output.find("bank (de, 2)"), outcome.output.npos) << outcome.output;
    EXPECT_NE(outcome.output.find("text duty of care: 1 document\n"), outcome.output.npos);
    const Outcome json = run("explain", {"--json", "Banken"});
    EXPECT_TRUE(nlohmann::json::accept(json.output)) << json.output;
}

}  // namespace
}  // namespace gazette::test
