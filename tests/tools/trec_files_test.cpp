#include "tools/eval/trec_files.h"

#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

namespace gazette::eval {
namespace {

class TrecFiles : public ::testing::Test {
  protected:
    std::filesystem::path written(const std::string& bytes) {
        const auto file = folder_.path() / "file";
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }
    std::string refusal(const std::string& bytes, bool queries) {
        try {
            queries ? void(read_queries(written(bytes))) : void(read_judgements(written(bytes)));
        } catch (const std::runtime_error& error) {
            const std::string what = error.what();
            return what.substr(what.find("line"));
        }
        return "";
    }

  private:
    test::TempDir folder_;
};

TEST_F(TrecFiles, QueriesAreIdTabText) {
    const auto queries =
        read_queries(written("\xEF\xBB\xBF"
                             "7\twhat is\tit?\r\n\n8\t公司\n"));
    ASSERT_EQ(queries.size(), 2U);
    EXPECT_EQ(queries[0].id, "7");
    EXPECT_EQ(queries[0].text, "what is\tit?");
    EXPECT_EQ(queries[1].text, "公司");
    EXPECT_EQ(refusal("7\ta\n7\tb\n", true), "line 2: query 7 comes twice");
    EXPECT_EQ(refusal("7 a\n", true), "line 1: expected: id, TAB, text");
}

TEST_F(TrecFiles, JudgementsAreFourColumns) {
    const auto judgements =
        read_judgements(written("1 0 d1 2\n1\t0\td2\t-1\n2 0 d1 0\n1 0 d1 2\n"));
    EXPECT_EQ(judgements.at("1"), (Judgements{{"d1", 2}, {"d2", -1}}));
    EXPECT_EQ(judgements.at("2"), (Judgements{{"d1", 0}}));
    EXPECT_EQ(refusal("1 0 d1\n", false), "line 1: expected: query, 0, document, grade");
    EXPECT_EQ(refusal("1 0 d1 x\n", false), "line 1: the grade is not a whole number");
    EXPECT_EQ(refusal("1 0 d 1\n1 0 d 2\n", false),
              "line 2: document d was judged before for query 1, with another grade");
}

TEST_F(TrecFiles, RunsHaveSixColumns) {
    EXPECT_EQ(run_line("1", {"d1", 2.5}, 1, "gazette"), "1 Q0 d1 1 2.5 gazette");
    EXPECT_THROW(run_line("1", {"d 1", 2.5}, 1, "gazette"), std::runtime_error);
    EXPECT_THROW(read_queries("/nowhere/at/all"), std::runtime_error);
}

}  // namespace
}  // namespace gazette::eval
