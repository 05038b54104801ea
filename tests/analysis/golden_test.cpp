// tests/golden/analysis/<tag>.txt: sentences of one language and their tokens. Only the "text:"
// lines are written by hand; UPDATE_GOLDEN=1 writes the others, for the diff to be read.
#include "indexer/analysis/analyzer.h"
#include "tests/analysis/show_tokens.h"
#include "tests/support/source_dir.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = test::source_dir() / "tests" / "golden" / "analysis";
constexpr std::string_view kText = "text: ";

std::string read_file(const fs::path& path) {
    std::ifstream file(path);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

std::string show(Analyzer& analyzer, const std::string& text, LanguageId language) {
    const auto tokens = analyzer.analyze(text, language);
    std::string block = std::string(kText) + text + "\nmain: " + test::show_main(tokens) + "\n";
    for (const TokenClass extra :
         {TokenClass::surface, TokenClass::bigram, TokenClass::dictionary}) {
        const std::string terms = test::show_class(tokens, extra);
        if (!terms.empty()) block += std::string(name_of(extra)) + ": " + terms + "\n";
    }
    return block + "\n";
}

class AnalysisGolden : public testing::TestWithParam<std::string> {};

TEST_P(AnalysisGolden, IsWhatTheAnalyzerMakes) {
    const fs::path path = kFolder / (GetParam() + ".txt");
    const std::string golden = read_file(path);
    Analyzer analyzer;
    std::string made;
    std::istringstream lines(golden);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(kText)) {
            made += show(analyzer, line.substr(kText.size()), language_of(GetParam()).id);
        }
    }
    ASSERT_FALSE(made.empty()) << path;
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path) << made;
        return;
    }
    EXPECT_EQ(made, golden) << path;
}

std::vector<std::string> golden_tags() {
    std::vector<std::string> tags;
    for (const auto& entry : fs::directory_iterator(kFolder)) {
        if (entry.path().extension() == ".txt") tags.push_back(entry.path().stem().string());
    }
    std::sort(tags.begin(), tags.end());
    return tags;
}

std::string test_name(const testing::TestParamInfo<std::string>& tag) {
    std::string name = tag.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Languages, AnalysisGolden, testing::ValuesIn(golden_tags()), test_name);

}  // namespace
}  // namespace gazette
