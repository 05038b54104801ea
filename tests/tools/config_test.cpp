// gazette.toml, read by the program itself: --check-config says how.
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace gazette::test {
namespace {

struct Outcome {
    int status = -1;
    std::string output;  // both streams
};

Outcome run(const std::string& arguments) {
    Outcome outcome;
    FILE* pipe = popen((GAZETTE_PROGRAM " " + arguments + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return outcome;
    std::array<char, 4096> buffer{};
    while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe)) {
        outcome.output.append(buffer.data(), count);
    }
    const int status = pclose(pipe);
    if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
    return outcome;
}

class Config : public testing::Test {
  protected:
    void SetUp() override { build_index(index(), {make_document("a", "en", "Title", "Text.")}); }
    std::string index() const { return folder_ / "index"; }
    std::string file() const { return folder_ / "gazette.toml"; }
    void write(const std::string& text) const { std::ofstream(file()) << text; }

    TempDir folder_;
};

TEST_F(Config, GivesOptionsThatTheCommandLineOverrides) {
    write("# of this machine\n[serve]\nindex = \"" + index() +
          "\"\nport = 4711\nhost = \"127.0.0.2\"\nlog-queries = true\n\n[index]\nindex = \"none\"\n"
          "paths = [\"a\", \"b\"]\n");
    const Outcome file_only = run("serve --check-config --config " + file());
    EXPECT_EQ(file_only.status, 0) << file_only.output;
    EXPECT_EQ(file_only.output,
              "nothing wrong: gazette serve would serve " + index() + " on 127.0.0.2:4711\n");
    const Outcome both = run("serve --port 12 --config " + file() + " --check-config");
    EXPECT_EQ(both.output,
              "nothing wrong: gazette serve would serve " + index() + " on 127.0.0.2:12\n");
}

TEST_F(Config, IsForTheIndexerToo) {
    std::ofstream(folder_ / "a.txt") << "The duty of care applies.";
    std::ofstream(folder_ / "b.txt") << "It does not.";
    const std::string made = folder_ / "made";
    write("[index]\nindex = \"" + made + "\"\npaths = [\"" + (folder_ / "a.txt").string() +
          "\", \"" + (folder_ / "b.txt").string() + "\"]\ncollection = \"laws\"\njson = true\n");
    const Outcome outcome = run("index --config " + file());
    EXPECT_EQ(outcome.status, 0) << outcome.output;
    EXPECT_EQ(outcome.output.substr(0, 1), "{") << outcome.output;
    EXPECT_NE(run("status --index " + made).output.find("2  laws"), std::string::npos);
}

TEST_F(Config, ErrorsNameTheLine) {
    struct Row {
        std::string text;
        std::string says;
    };
    for (const Row& row : std::vector<Row>{
             {"[serve]\n\nprot = 1\n", ":3: unknown key prot in [serve]"},
             {"port = 1\n", ":1: unknown key port"},
             {"\n[sreve]\nport = 1\n", ":2: unknown key sreve"},
             {"[serve.more]\nport = 1\n", ":1: unknown key more"},
             {"[serve]\nport = \n", ":2: "},
             {"[serve]\nport = 1\nport = 2\n", ":3: "},
             {"[serve]\nport = [1, 2]\n", ":2: port has one value"},
             {"[serve]\nport = 1.5\n", ":2: port is a text or a whole number"},
             {"[serve]\nport = true\n", ":2: port is neither"},
             {"[serve]\nlog-queries = \"yes\"\n", ":2: log-queries is true or false"},
             {"[serve]\nhelp = true\n", ":2: unknown key help"},
             {"[serve]\ncheck-config = true\n", ":2: unknown key check-config"},
             {"[serve]\nconfig = \"b\"\n", ":2: unknown key config"},
             {"[serve]\n--port = 1\n", ":2: unknown key --port"},
             {"[serve]\nport = 70000\n", "--port"},
             {"[serve]\nport = \"x\"\n", "--port"},
             {"[index]\nunknown = 1\n", ":2: unknown key unknown in [index]"},
         }) {
        write(row.text);
        const Outcome outcome =
            run("serve --index " + index() + " --check-config --config " + file());
        EXPECT_EQ(outcome.status, 2) << row.text << outcome.output;
        EXPECT_NE(outcome.output.find(row.says), std::string::npos) << row.text << outcome.output;
    }
}

TEST_F(Config, MustBeThereWhereItIsNamed) {
    const Outcome outcome = run("serve --index " + index() + " --check-config --config " + file());
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.output.find("gazette.toml"), std::string::npos) << outcome.output;
}

TEST_F(Config, CheckFindsWhatWouldKeepTheServerFromStarting) {
    EXPECT_EQ(run("serve --check-config --index " + index()).status, 0);
    EXPECT_EQ(run("serve --check-config --host 0.0.0.0 --index " + index()).status, 2);
    EXPECT_EQ(run("serve --check-config --web none --index " + index()).status, 2);
    EXPECT_EQ(run("serve --check-config --index none").status, 3);
}

}  // namespace
}  // namespace gazette::test
